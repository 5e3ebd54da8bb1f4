using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;

namespace Bridges.Core.Tests.Portals;

/// <summary>Who is in a new room when the first word is said there.</summary>
public sealed class FirstUsersTests
{
    [Fact]
    public async Task Whoevers_account_is_in_the_chat_hears_the_first_word_that_another_account_told()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await CarolLogsInAsync(bridge);
        club.Details = Details();
        string? carols = null;
        bool Look(string room)
        {
            carols = bridge.Homeserver.Room(room).Membership(club.Carol);
            return true;
        }

        var heard = bridge.Homeserver.Sent.WaitForAsync(
            "the first word", sent => sent.Body == "hello" && Look(sent.RoomId), TestBridge.Patience);

        await club.TellAsync("alice", club.Message("boris", "hello"));

        await heard;
        Assert.Equal("join", carols);
    }

    [Fact]
    public async Task Whoever_does_not_want_the_chat_is_not_brought_into_it_by_another_account()
    {
        await using var bridge = await TestBridge.StartAsync();
        var club = await CarolLogsInAsync(bridge);
        await bridge.AskAsync(bridge.TalkRoom(club.Carol), club.Carol, "chats chosen", "no new chat comes");
        club.Details = Details();

        var room = (await club.HearAsync("boris", "hello")).RoomId;
        await bridge.WaitUntilIdleAsync();

        Assert.NotEqual("join", bridge.Homeserver.Room(room).Membership(club.Carol));
    }

    /// <summary>The club is not among her chats yet.</summary>
    private static async Task<Club> CarolLogsInAsync(TestBridge bridge)
    {
        bridge.Homeserver.AddUser("carol");
        await bridge.LogInAsync("carol");
        await bridge.Network.StartedAsync("carol");
        return new Club(bridge);
    }

    private static ChatDetails Details() => new()
    {
        Key = new(new("club")),
        Kind = ChatKind.Group,
        Name = "The club",
        Members = [Club.Member("alice"), Club.Member("carol"), Club.Member("boris")],
        MembersAreComplete = true,
    };
}
