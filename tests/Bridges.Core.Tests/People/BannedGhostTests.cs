using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.People;

/// <summary>Whoever cannot speak in the room themself is spoken for by the bot, with their name.</summary>
public sealed class BannedGhostTests : IAsyncLifetime
{
    private TestBridge _bridge = null!;
    private Club _club = null!;

    public async ValueTask InitializeAsync()
    {
        _bridge = await TestBridge.StartAsync();
        _club = await Club.FoundAsync(_bridge);
    }

    public ValueTask DisposeAsync() => _bridge.DisposeAsync();

    [Fact]
    public async Task What_a_ghost_says_that_a_moderator_banned_is_said_by_the_bot_and_edited_by_it()
    {
        _bridge.Homeserver.SetMembership(_club.Room, _club.Boris, "ban");

        await _club.TellAsync("alice", _club.Message("boris", "can you hear me?", id: "70"));

        var said = await _bridge.WaitForMessageAsync("Name of boris: can you hear me?");
        Assert.Equal(_bridge.Homeserver.BotUserId, said.Sender);
        Assert.Equal("<strong>Name of boris</strong>: can you hear me?", said.Content.GetProperty("formatted_body").GetString());

        await _club.TellAsync("alice", new RemoteEdit
        {
            Chat = _club.Key,
            Target = new("70"),
            Sender = new("boris"),
            Timestamp = TimeProvider.System.GetUtcNow(),
            Parts = [new MessagePart("", new TextContent(RichText.Plain("can anybody?")))],
            Version = 1,
        });

        var edit = await _bridge.WaitForEventAsync("the edit", sent => sent.Content.TryGetProperty("m.new_content", out var now) && now.GetProperty("body").GetString() == "Name of boris: can anybody?");
        Assert.Equal(_bridge.Homeserver.BotUserId, edit.Sender);
        Assert.Equal("ban", _club.Room.Membership(_club.Boris));
        Assert.Empty(await _bridge.Services.GetRequiredService<DeadLetters>().ListAsync(default));
    }

    [Fact]
    public async Task What_somebody_says_whose_id_is_too_long_for_a_user_is_said_by_the_bot()
    {
        var id = new string('[', 80);
        _bridge.Network.Names[new RemoteUserId(id)] = "Brackets";

        await _club.TellAsync("alice", _club.Message(id, "hello from far"));

        var said = await _bridge.WaitForEventAsync("the message", sent => sent.Body?.EndsWith(": hello from far", StringComparison.Ordinal) == true);
        Assert.Equal((_bridge.Homeserver.BotUserId, _club.RoomId), (said.Sender, said.RoomId));
        Assert.Empty(await _bridge.Services.GetRequiredService<DeadLetters>().ListAsync(default));
    }
}
