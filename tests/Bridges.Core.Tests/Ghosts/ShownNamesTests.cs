using Bridges.Abstractions;
using Bridges.Core.Ghosts;
using Bridges.Core.Tests.Bed;

namespace Bridges.Core.Tests.Ghosts;

/// <summary>What people and chats are called here where their names show nothing, or too much of the bot.</summary>
public sealed class ShownNamesTests
{
    [Theory]
    [InlineData("\u3164")]
    [InlineData("\u200B\u2063")]
    [InlineData("\u2800 \u2800")]
    [InlineData("\u202E")]
    [InlineData("\u0301")]
    public async Task A_name_that_shows_nothing_is_none(string name)
    {
        await using var bridge = await TestBridge.StartAsync();
        bridge.Network.Names[new("bob")] = name;

        var room = bridge.Homeserver.Room(await bridge.OpenChatAsync("bob"));

        Assert.Equal("bob", bridge.Homeserver.ProfileField("@_bridges_test_bob:hs.test", "displayname"));
        Assert.Equal("bob", room.State("m.room.name")!.Value.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("Bridges")]
    [InlineData("bridges")]
    [InlineData("B r i d g e s")]
    [InlineData("Вridgеs")]
    [InlineData("Brĭdges\u200B")]
    [InlineData("Br1dges")]
    public async Task Nobody_looks_like_the_bot(string name)
    {
        await using var bridge = await TestBridge.StartAsync();
        bridge.Network.Names[new("bob")] = name;

        await bridge.OpenChatAsync("bob");

        Assert.EndsWith("(Testnet)", bridge.Homeserver.ProfileField("@_bridges_test_bob:hs.test", "displayname"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chat_with_oneself_has_a_name()
    {
        await using var bridge = await TestBridge.StartAsync();
        var chat = new ChatKey(new("me"), new AccountId("alice"));
        bridge.Network.Chats[chat] = new ChatDetails { Key = chat, Kind = ChatKind.NoteToSelf };

        await bridge.ReceiveAsync("me", "1", "note", message => message with { Sender = new("alice"), FromSelf = true });

        var room = bridge.Homeserver.Room((await bridge.WaitForMessageAsync("note")).RoomId);
        Assert.Equal("Notes to self (Testnet)", room.State("m.room.name")!.Value.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("Alice", true)]
    [InlineData("😀", true)]
    [InlineData("名", true)]
    [InlineData(" \t\u00A0", false)]
    [InlineData("", false)]
    public void What_can_be_seen_is_told_apart(string name, bool isVisible) => Assert.Equal(isVisible, NameSkeleton.IsVisible(name));
}
