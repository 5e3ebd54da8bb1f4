using System.Text.Json.Nodes;

namespace Bridges.Matrix.Tests;

public sealed class RoomTests
{
    private static readonly RoomId Room = new("!r:hs.test");
    private static readonly UserId Ghost = new("@g:hs.test");
    private static readonly UserId Human = new("@h:hs.test");

    private readonly ScriptedHomeserver _homeserver = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Room_is_made_as_described()
    {
        _homeserver.Answers("""{"room_id":"!r:hs.test"}""");

        await _homeserver.Client().CreateRoomAsync(
            Ghost,
            new CreateRoomRequest
            {
                Name = "Chat",
                Preset = "private_chat",
                IsDirect = true,
                Invite = [Human],
                InitialState = [new InitialState("m.bridge", "k", new JsonObject { ["a"] = 1 })],
                PowerLevelContentOverride = new JsonObject { ["invite"] = 50 },
            },
            Token);

        Assert.Equal(
            """{"name":"Chat","preset":"private_chat","is_direct":true,"invite":["@h:hs.test"],"initial_state":[{"type":"m.bridge","state_key":"k","content":{"a":1}}],"power_level_content_override":{"invite":50}}""",
            _homeserver.Last.Json.ToJsonString());
    }

    [Fact]
    public async Task Members_come_and_go()
    {
        _homeserver.Answers("""{"room_id":"!r:hs.test"}""").Answers("{}").Answers("{}");
        var client = _homeserver.Client();

        await client.JoinAsync(Ghost, Room, Token);
        await client.InviteAsync(Ghost, Room, Human, Token);
        await client.LeaveAsync(Ghost, Room, Token);

        Assert.Equal(
            ["join", "invite", "leave"],
            _homeserver.Requests.Select(request => request.PathAndQuery.Split('?')[0].Split('/')[^1]));
        Assert.Equal(
            ["{}", """{"user_id":"@h:hs.test"}""", "{}"],
            _homeserver.Requests.Select(request => request.Json.ToJsonString()));
    }

    [Fact]
    public async Task Joined_members_are_listed()
    {
        _homeserver.Answers("""{"joined":{"@h:hs.test":{"display_name":"H","avatar_url":null},"@g:hs.test":{}}}""");

        Assert.Equal(new HashSet<UserId> { Human, Ghost }, await _homeserver.Client().JoinedMembersAsync(null, Room, Token));
    }

    [Fact]
    public async Task Joined_rooms_are_listed()
    {
        _homeserver.Answers("""{"joined_rooms":["!r:hs.test","!s"]}""");

        Assert.Equal([Room, new RoomId("!s")], await _homeserver.Client().JoinedRoomsAsync(Ghost, Token));
    }

    [Fact]
    public async Task Read_markers_name_only_what_is_given()
    {
        _homeserver.Answers("{}").Answers("{}");
        var client = _homeserver.Client();

        await client.SetReadMarkersAsync(Human, Room, new EventId("$full"), null, Token);
        await client.SendReadReceiptAsync(Human, Room, new EventId("$read"), Token);

        Assert.Equal("""{"m.fully_read":"$full"}""", _homeserver.Requests[0].Json.ToJsonString());
        Assert.Contains("/receipt/m.read/%24read", _homeserver.Requests[1].PathAndQuery, StringComparison.Ordinal);
    }
}
