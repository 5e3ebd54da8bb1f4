using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>Looks at what the first message of somebody new has left behind.</summary>
internal static class FirstContact
{
    /// <summary>One room, to which Alice was invited once at most, which she joined once, and which her client lists with Bob.</summary>
    public static async Task CheckAsync(KillPointStage stage, Exchange exchange)
    {
        var alice = stage.Alice;
        var ghost = stage.Stage.GhostOf(exchange.Bob);
        var named = alice.Seen.Where(seen => seen.Type == "m.room.name" && seen.Content.GetProperty("name").GetString() == exchange.Bob.FirstName);
        Assert.Equal([exchange.Room], named.Select(seen => seen.RoomId).Distinct());

        var timeline = await alice.TimelineAsync(exchange.Room);
        // What was before she came in she cannot read; her invitations her client was told of.
        var invitations = alice.Seen.Where(seen => seen.RoomId == exchange.Room && seen.Type == "m.room.member" && seen.StateKey == alice.UserId
            && seen.Content.GetProperty("membership").GetString() == "invite");
        Assert.True(invitations.Select(seen => seen.EventId).Distinct().Count() <= 1);
        Assert.Single(MembershipsOf(alice.UserId, timeline), "join");
        Assert.True(MembershipsOf(ghost, timeline).Count(membership => membership == "join") <= 1);
        Assert.Contains(ghost, await alice.JoinedMembersAsync(exchange.Room));

        var direct = await alice.RequestAsync(HttpMethod.Get, $"_matrix/client/v3/user/{alice.UserId}/account_data/m.direct");
        Assert.Equal([exchange.Room], direct.GetProperty(ghost).EnumerateArray().Select(room => room.GetString()));
    }

    private static IEnumerable<string?> MembershipsOf(string user, IReadOnlyList<MatrixEvent> timeline) =>
        timeline.Where(seen => seen.Type == "m.room.member" && seen.StateKey == user).Select(seen => seen.Content.GetProperty("membership").GetString());
}
