using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Core.Rooms;
using Bridges.Matrix;

namespace Bridges.Core.Portals.Members;

/// <summary>
/// Shows on Matrix which ghosts are not in a chat but have to do with its door: who is banned, invited, or asks to be let in. A ban that the
/// network made is marked, so that those of the room's own moderators are told apart and stay.
/// </summary>
internal sealed class NonMembers(HomeserverClients clients)
{
    private const string Mark = "bridges.network_ban";

    /// <summary>Whether a membership is a ban that the network made.</summary>
    public static bool IsMarked(JsonElement member) => member.ValueKind == JsonValueKind.Object && member.TryGetProperty(Mark, out _);

    /// <summary>Who went is out, or banned where the network did that.</summary>
    /// <param name="why">By whom and why; null where they went by themselves.</param>
    public async Task TakeOutAsync(RoomId room, UserId ghost, string? why, bool isBan, CancellationToken cancellationToken)
    {
        switch (why)
        {
            case null:
                await clients.Main.LeaveAsync(ghost, room, cancellationToken);
                break;
            case { } reason when isBan:
                await SetAsync(room, ghost, new JsonObject { ["membership"] = "ban", ["reason"] = reason, [Mark] = true }, cancellationToken);
                break;
            default:
                await clients.Main.KickAsync(actingAs: null, room, ghost, why, cancellationToken);
                break;
        }
    }

    /// <summary>Lifts a ban that the network made.</summary>
    /// <returns>False where there is none.</returns>
    public async Task<bool> LiftBanAsync(RoomId room, UserId ghost, CancellationToken cancellationToken)
    {
        if (await StateAsync(room, ghost, cancellationToken) is not { } member || Membership(member) != "ban" || !member.ContainsKey(Mark))
        {
            return false;
        }

        await SetAsync(room, ghost, new JsonObject { ["membership"] = "leave" }, cancellationToken);
        return true;
    }

    /// <summary>Invited on the network, and not yet in.</summary>
    public async Task InviteAsync(RoomId room, UserId ghost, CancellationToken cancellationToken)
    {
        await LiftBanAsync(room, ghost, cancellationToken);
        await clients.Main.InviteOnceAsync(room, ghost, cancellationToken);
    }

    /// <summary>Asks to be let in: knocks, as Matrix has it. The room's rule is changed for the first one.</summary>
    public async Task AskAsync(RoomId room, UserId ghost, CancellationToken cancellationToken)
    {
        var rules = await clients.Main.GetStateAsync(actingAs: null, room, RoomStateTypes.JoinRules, "", cancellationToken);
        if (rules?["join_rule"]?.ToString() is "invite")
        {
            await clients.Main.SendStateAsync(actingAs: null, room, RoomStateTypes.JoinRules, "", new JsonObject { ["join_rule"] = "knock" }, cancellationToken);
        }

        await LiftBanAsync(room, ghost, cancellationToken);
        await clients.Main.KnockAsync(ghost, room, cancellationToken);
    }

    /// <summary>No longer asks, or is no longer invited.</summary>
    public async Task ForgetAsync(RoomId room, UserId ghost, CancellationToken cancellationToken)
    {
        if (await StateAsync(room, ghost, cancellationToken) is { } member && Membership(member) is "knock" or "invite")
        {
            await clients.Main.LeaveAsync(ghost, room, cancellationToken);
        }
    }

    /// <summary>The ghosts that ask to be let in.</summary>
    public Task<IReadOnlyList<UserId>> AskingAsync(RoomId room, CancellationToken cancellationToken) =>
        clients.Main.MembersAsync(actingAs: null, room, "knock", cancellationToken);

    private Task<JsonObject?> StateAsync(RoomId room, UserId ghost, CancellationToken cancellationToken) =>
        clients.Main.GetStateAsync(actingAs: null, room, EventTypes.Member, ghost.Value, cancellationToken);

    private Task SetAsync(RoomId room, UserId ghost, JsonObject member, CancellationToken cancellationToken) =>
        clients.Main.SendStateAsync(actingAs: null, room, EventTypes.Member, ghost.Value, member, cancellationToken);

    private static string? Membership(JsonObject member) => member["membership"]?.ToString();
}
