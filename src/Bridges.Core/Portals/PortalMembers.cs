using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Rooms;
using Bridges.Matrix;

namespace Bridges.Core.Portals;

/// <summary>Brings ghosts into a room and out of it, and sets who may do what.</summary>
internal sealed class PortalMembers(
    GhostRegistry ghosts, GhostIds ids, AccountRegistry accounts, HomeserverClients clients, CoreOptions options)
{
    public async Task BringInLineAsync(RunningAccount account, RoomId room, ChatDetails details, CancellationToken cancellationToken)
    {
        var present = await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken);
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        var wanted = new HashSet<UserId>();
        foreach (var member in details.Members)
        {
            if (accounts.OfMember(account, details.Key, member.User)?.Owner is { } owner)
            {
                levels[owner.Value] = RoomPowers.OfUser(member.Role, details.WhoMaySend);
                continue;
            }

            if (!ids.TryToMatrix(account.Network, member.User, out _))
            {
                // Whoever cannot be a Matrix user keeps nobody else out.
                continue;
            }

            var ghost = await ghosts.EnsureAsync(account, member.User, cancellationToken);
            wanted.Add(ghost);
            levels[ghost.Value] = RoomPowers.OfGhost(member.Role);
            if (!present.Contains(ghost))
            {
                await clients.Main.BringInAsync(room, new MatrixSender(clients.Main, ghost), cancellationToken);
            }
        }

        if (details.MembersAreComplete)
        {
            foreach (var left in present.Where(user => ids.IsOurs(user) && user != options.Bot && !wanted.Contains(user)))
            {
                await clients.Main.LeaveAsync(left, room, cancellationToken);
            }
        }

        await SetPowersAsync(room, levels, cancellationToken);
    }

    private async Task SetPowersAsync(RoomId room, Dictionary<string, int> levels, CancellationToken cancellationToken)
    {
        var now = await clients.Main.GetStateAsync(actingAs: null, room, EventTypes.PowerLevels, "", cancellationToken);
        var wanted = RoomPowers.Content(options.Bot.Value, levels);
        if (!JsonNode.DeepEquals(Relevant(now), Relevant(wanted)))
        {
            await clients.Main.SendStateAsync(actingAs: null, room, EventTypes.PowerLevels, "", wanted, cancellationToken);
        }
    }

    /// <summary>The keys that follow the chat; others are the homeserver's or the admin's.</summary>
    private static JsonObject Relevant(JsonObject? content) => new()
    {
        ["users"] = content?["users"]?.DeepClone(),
        ["events_default"] = content?["events_default"]?.DeepClone(),
    };
}
