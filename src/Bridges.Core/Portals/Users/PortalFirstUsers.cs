using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Portals.Rules;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Users;

/// <summary>
/// The users who see a new room's first word: whoever's account it is made for, and those whose own accounts are known to be in the chat. Whoever
/// came only with their own account's word of it would not see what was said before.
/// </summary>
internal sealed partial class PortalFirstUsers(AccountRegistry accounts, ChatRules rules, PortalOwners owners, UserEntrances entrances, ILogger<PortalFirstUsers> logger)
{
    /// <summary>Their accounts, the one that the room is made for first.</summary>
    public async Task<IReadOnlyList<RunningAccount>> OfAsync(RunningAccount account, ChatDetails details, CancellationToken cancellationToken)
    {
        var first = new List<RunningAccount> { account };
        foreach (var other in details.Members.Select(member => accounts.OfMember(account, details.Key, member.User)).OfType<RunningAccount>())
        {
            if (other != account && await rules.StandingAsync(other, details.Key, cancellationToken) == ChatStanding.New)
            {
                first.Add(other);
            }
        }

        return first;
    }

    /// <summary>Whether all of them would be taken into a room as themselves, without being asked.</summary>
    public async Task<bool> JoinAtOnceAsync(IReadOnlyList<RunningAccount> first, CancellationToken cancellationToken)
    {
        foreach (var account in first)
        {
            if (!await entrances.JoinsAtOnceAsync(account.Owner, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    public async Task BringInAsync(PortalRow portal, IReadOnlyList<RunningAccount> first, CancellationToken cancellationToken)
    {
        await owners.BringInAsync(portal, first[0], cancellationToken);
        foreach (var account in first.Skip(1))
        {
            try
            {
                await owners.BringInAsync(portal, account, cancellationToken);
            }
            catch (MatrixException exception) when (!exception.IsTransient)
            {
                // Their own account's word of the chat tries it again; the message waits for nobody.
                Log.NotBroughtIn(logger, portal.RoomId!, exception.ErrorCode);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody whose account is in the chat cannot be brought into its new room {Room} ({ErrorCode})")]
        public static partial void NotBroughtIn(ILogger logger, string room, string errorCode);
    }
}
