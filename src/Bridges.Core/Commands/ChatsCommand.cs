using Bridges.Core.Portals.Rules;

namespace Bridges.Core.Commands;

/// <summary>Tells and changes which chats of an account come to Matrix by themselves.</summary>
internal sealed class ChatsCommand(AccountChoice choice, ChatRules rules) : ICommand
{
    public string Name => "chats";

    public string Arguments => "[account] [all|direct|chosen]";

    public string Help => "which of your chats come to Matrix by themselves: all, direct ones, or only those that you choose";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var (account, rest) = await choice.AccountAsync(call, cancellationToken);
        if (account is null)
        {
            return;
        }

        if (rest.Count == 0)
        {
            await call.Reply($"{account.NetworkName}: {Words(await rules.OfAsync(account, cancellationToken))}");
            return;
        }

        if (rest is not [var word] || !Enum.TryParse<ChatRule>(word, ignoreCase: true, out var rule) || !Enum.IsDefined(rule))
        {
            await call.Reply("Please say one of: `all`, `direct`, `chosen`.");
            return;
        }

        await rules.SetAsync(account, rule, cancellationToken);
        await call.Reply($"{account.NetworkName}: {Words(rule)}");
    }

    private static string Words(ChatRule rule) => rule switch
    {
        ChatRule.All => "every chat comes to Matrix.",
        ChatRule.Direct => "new chats with one person come to Matrix; others do when you say `bridge` and their name.",
        _ => "no new chat comes to Matrix until you say `bridge` and its name.",
    };
}
