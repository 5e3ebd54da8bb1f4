using Bridges.Abstractions;
using Bridges.Core.Management;

namespace Bridges.Core.Commands;

/// <summary>Looks people up on a network.</summary>
internal sealed class SearchCommand(AccountChoice choice) : ICommand
{
    private const int MaxResults = 20;

    public string Name => "search";

    public string Arguments => "[account] <name>";

    public string Help => "look for people on a network";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await choice.AbleAsync<IStartsChats>(call, "People cannot be looked up on", cancellationToken) is not var (_, finder, whom))
        {
            return;
        }

        var people = whom.Length == 0 ? [] : await finder.SearchAsync(whom, MaxResults, cancellationToken);
        await call.Reply(people.Count == 0
            ? "I found nobody by that name."
            : BotText.Join("\n", people.Select(user => user.Username is { } name
                ? BotText.Of($"{user.Name} (@{name}): `start-chat {user.Id}`")
                : BotText.Of($"{user.Name}: `start-chat {user.Id}`"))));
    }
}
