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

    [Theory]
    [InlineData("mxc://hs.test/abc-_9", "hs.test", "abc-_9")]
    [InlineData("mxc://hs.test:8448/abc", "hs.test:8448", "abc")]
    public void File_has_server_and_id(string text, string server, string media)
    {
        Assert.True(MxcUri.TryParse(text, out var file));
        Assert.Equal((server, media), (file.ServerName, file.MediaId));
    }

    [Theory]
    [InlineData("https://hs.test/abc")]
    [InlineData("mxc://hs.test")]
    [InlineData("mxc://hs.test/")]
    [InlineData("mxc:///abc")]
    [InlineData("mxc://hs.test/../x")]
    [InlineData("mxc://hs.test/a?b")]
    public void What_is_no_file_is_not_taken(string text)
    {
        Assert.False(MxcUri.TryParse(text, out _));
        Assert.Equal("", new MxcUri(text).MediaId);
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
        Assert.Equal(("", ""), (default(MxcUri).MediaId, default(MxcUri).ServerName));
    }

    [Fact]
    public void Ids_are_strings_in_json()
    {
        var json = JsonSerializer.Serialize(new Dictionary<UserId, RoomId> { [new UserId("@a:b")] = new("!r") });

        Assert.Equal("""{"@a:b":"!r"}""", json);
        Assert.Equal(new RoomId("!r"), JsonSerializer.Deserialize<Dictionary<UserId, RoomId>>(json)![new UserId("@a:b")]);
    }
}
