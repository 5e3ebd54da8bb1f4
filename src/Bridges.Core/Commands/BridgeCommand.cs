using Bridges.Core.Accounts;
using Bridges.Core.Commands.Login;
using Bridges.Core.Management;

namespace Bridges.Core.Commands;

/// <summary>Switches a chat on that is not on Matrix; without a name, lists those that could be.</summary>
internal sealed class BridgeCommand(AccountChoice choice, IUserChats chats) : ICommand
{
    private const int MaxListed = 20;

    public string Name => "bridge";

    public string Arguments => "[account] [name or id of a chat] [messages=N]";

    public string Help => "bring a chat of yours to Matrix that is not here, with its last messages; without a name: which there are";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var (account, rest) = await choice.AccountAsync(call, cancellationToken);
        if (account is null)
        {
            return;
        }

        var (amount, words) = HistoryWords.Read(rest);
        var wanted = string.Join(' ', words);
        var away = (await chats.ListAsync(call.Sender, asksNetworks: true, cancellationToken))
            .Where(chat => chat.Network == account.Network && chat.Account == account.Id && chat.Presence != ChatPresence.On).ToArray();
        switch (Matching(away, wanted))
        {
            case [var only] when wanted.Length > 0:
                await chats.SwitchOnAsync(call.Sender, account.Network, account.Id, only.Chat, amount?.Messages, cancellationToken);
                await call.Reply($"“{NameOf(only)}” comes to Matrix.");
                break;
            case []:
                await call.Reply(wanted.Length == 0 ? BotText.Of($"All chats that {account.NetworkName} lists are here.") : BotText.Of($"I know no chat of that name on {account.NetworkName} that is not here."));
                break;
            case var found:
                await call.Reply(List(account, found));
                break;
        }
    }

    /// <summary>The one of that id or name; else those in whose names the words are.</summary>
    private static UserChat[] Matching(UserChat[] away, string wanted)
    {
        UserChat[] exact = [.. away.Where(chat => chat.Chat.Chat.Value == wanted)];
        exact = exact is [] ? [.. away.Where(chat => string.Equals(chat.Name, wanted, StringComparison.OrdinalIgnoreCase))] : exact;
        return exact is not [] && wanted.Length > 0 ? exact : [.. away.Where(chat => chat.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
    }

    private static BotText List(RunningAccount account, UserChat[] found)
    {
        var lines = found.Take(MaxListed).Select(chat => BotText.Of($"{NameOf(chat)}: `bridge {account.Id} {chat.Chat.Chat}`"));
        return BotText.Join("\n", found.Length > MaxListed ? lines.Append(BotText.Of($"… and {found.Length - MaxListed} more: say a part of the name.")) : lines);
    }

    private static string NameOf(UserChat chat) => chat.Name.Length > 0 ? chat.Name : chat.Chat.Chat.Value;
}
