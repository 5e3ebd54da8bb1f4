using System.Text.Json;

namespace Bridges.Matrix.Tests;

public sealed class IdTests
{
    [Theory]
    [InlineData("@alice:hs.test", "alice", "hs.test")]
    [InlineData("@alice:[::1]:8448", "alice", "[::1]:8448")]
    [InlineData("@Ünusual=name:hs.test", "Ünusual=name", "hs.test")]
    public void User_has_localpart_and_server(string text, string localpart, string server)
    {
        Assert.True(UserId.TryParse(text, out var user));
        Assert.Equal((localpart, server, text), (user.Localpart, user.ServerName, user.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("@alice")]
    [InlineData("@alice:")]
    [InlineData("alice:hs.test")]
    [InlineData("@al ice:hs.test")]
    [InlineData("@al\nice:hs.test")]
    public void What_is_no_user_is_not_taken(string? text)
    {
        Assert.False(UserId.TryParse(text, out _));
    }

    [Fact]
    public void Ids_have_255_bytes_at_most()
    {
        Assert.True(UserId.TryParse($"@{new string('a', 246)}:hs.test", out _));
        Assert.False(UserId.TryParse($"@{new string('a', 247)}:hs.test", out _));
        Assert.False(UserId.TryParse($"@{new string('é', 124)}:hs.test", out _));
    }

    [Fact]
    public void Rooms_and_events_are_known_by_their_signs()
    {
        Assert.True(RoomId.TryParse("!hash", out _));
        Assert.False(RoomId.TryParse("!", out _));
        Assert.False(RoomId.TryParse("#alias:hs.test", out _));
        Assert.True(EventId.TryParse("$event", out _));
        Assert.False(EventId.TryParse("event", out _));
    }

    [Fact]
    public void Empty_ids_harm_nobody()
    {
        Assert.Equal(("", ""), (default(UserId).Localpart, default(UserId).ServerName));
    }

    [Fact]
    public void Ids_are_strings_in_json()
    {
        var json = JsonSerializer.Serialize(new Dictionary<UserId, RoomId> { [new UserId("@a:b")] = new("!r") });

        Assert.Equal("""{"@a:b":"!r"}""", json);
        Assert.Equal(new RoomId("!r"), JsonSerializer.Deserialize<Dictionary<UserId, RoomId>>(json)![new UserId("@a:b")]);
    }
}
