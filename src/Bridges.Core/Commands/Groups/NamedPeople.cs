using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Groups;
using Bridges.Matrix;

namespace Bridges.Core.Commands.Groups;

/// <summary>Finds whom a command means: by the name that the room shows, a Matrix id, or as the network itself knows people.</summary>
internal sealed class NamedPeople(GhostRegistry ghosts, MatrixPeople people)
{
    /// <returns>Null, and a reply, where it is nobody, or more than one.</returns>
    public async Task<RemoteUserId?> FindAsync(CommandCall call, RunningAccount account, ChatKey chat, string named, CancellationToken cancellationToken)
    {
        if (named.Length == 0)
        {
            await call.Reply("Whom do you mean? Say a name from this room, a number, or an id.");
            return null;
        }

        if (UserId.TryParse(named, out var matrixId))
        {
            if (people.Of(account.Network, matrixId) is { } known)
            {
                return known;
            }

            await call.Reply($"{named} is nobody on {account.NetworkName}.");
            return null;
        }

        switch (await MembersAsync(account, chat, named, cancellationToken))
        {
            case [var only]:
                return only;
            case { Count: > 1 }:
                await call.Reply($"More than one here is called {named}. Please say the number or id.");
                return null;
        }

        if (account.Account is IStartsChats starter && await starter.ResolveAsync(named, cancellationToken) is { } found)
        {
            return found.Id;
        }

        await call.Reply($"I found nobody by that name or number on {account.NetworkName}.");
        return null;
    }

    private async Task<IReadOnlyList<RemoteUserId>> MembersAsync(RunningAccount account, ChatKey chat, string named, CancellationToken cancellationToken)
    {
        var found = new List<RemoteUserId>();
        foreach (var member in (await account.Account.GetChatAsync(chat, cancellationToken)).Members)
        {
            if (member.User.Value == named
                || string.Equals((await ghosts.FindAsync(account.Network, member.User, cancellationToken))?.Name, named, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(member.User);
            }
        }

        return found;
    }
}
