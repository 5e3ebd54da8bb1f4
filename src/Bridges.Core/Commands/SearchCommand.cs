using Bridges.Abstractions;

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
        var (account, rest) = await choice.AccountAsync(call);
        if (account is null)
        {
            return;
        }

        if (account.Account is not IFindsPeople finder)
        {
            await call.Reply($"People cannot be looked up on {account.NetworkName}.");
            return;
        }

        var people = rest.Count == 0 ? [] : await finder.SearchAsync(string.Join(' ', rest), MaxResults, cancellationToken);
        await call.Reply(people.Count == 0
            ? "I found nobody by that name."
            : string.Join('\n', people.Select(user => $"{user.Name}{(user.Username is { } name ? $" (@{name})" : "")}: `start-chat {user.Id}`")));
    }
}
