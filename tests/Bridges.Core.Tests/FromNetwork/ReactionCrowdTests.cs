using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromNetwork;

/// <summary>Where many people react to one message.</summary>
public sealed class ReactionCrowdTests
{
    private const int Shown = 100;

    [Fact]
    public async Task Those_who_come_later_are_counted_and_the_count_follows_them_also_over_a_restart()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var message = await cargo.ReceiveAsync(new TextContent(RichText.Plain("everybody likes it")));
        var target = (await cargo.SeesAsync(sent => sent.Body == "everybody likes it")).EventId;

        await CrowdAsync(cargo, message);
        await Task.WhenAll(Enumerable.Range(1, 30).Select(person => cargo.HappensAsync(Reactions(message, $"person{person}", "👍")).AsTask()));
        var counted = await CountAsync(cargo, "+30");
        Assert.Equal((cargo.Bridge.Homeserver.BotUserId, target), (counted.Sender, counted.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString()));
        Assert.Equal(Shown, cargo.Bridge.Homeserver.Sent.All.Count(sent => sent.Type == "m.reaction" && sent.Sender != cargo.Bridge.Homeserver.BotUserId));

        // One whose reaction is shown, and one who is only counted.
        await cargo.HappensAsync(Reactions(message, "early1"));
        await cargo.SeesAsync(sent => sent.Type == "m.room.redaction" && sent.Sender.Contains("early1:", StringComparison.Ordinal));
        await cargo.HappensAsync(Reactions(message, "latecomer", "🔥"));
        await cargo.HappensAsync(Reactions(message, "person30"));
        await cargo.HappensAsync(Reactions(message, "person29"));
        await cargo.Bridge.WaitUntilIdleAsync();
        await cargo.Bridge.RestartAsync();
        await CountAsync(cargo, "+29");
        Assert.Contains(cargo.Bridge.Homeserver.Sent.All, sent => sent.Type == "m.room.redaction" && sent.Redacts == counted.EventId);
    }

    [Fact]
    public async Task The_user_s_own_reaction_is_shown_in_any_crowd()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var message = await cargo.ReceiveAsync(new TextContent(RichText.Plain("everybody likes it")));
        await cargo.SeesAsync(sent => sent.Body == "everybody likes it");
        await CrowdAsync(cargo, message);

        await cargo.HappensAsync(Reactions(message, "alice", "🔥"));

        await cargo.SeesAsync(sent => sent.Type == "m.reaction" && sent.Sender == cargo.Bridge.Alice);
    }

    /// <summary>Few people with many reactions, as many as are shown.</summary>
    private static async Task CrowdAsync(CargoBridge cargo, string message)
    {
        string[] keys = [.. Enumerable.Range(1, 20).Select(number => $"key{number}")];
        for (var person = 1; person <= Shown / keys.Length; person++)
        {
            await cargo.HappensAsync(Reactions(message, $"early{person}", keys));
        }

        await cargo.Bridge.WaitUntilIdleAsync();
    }

    private static Task<SentEvent> CountAsync(CargoBridge cargo, string count) => cargo.SeesAsync(sent =>
        sent.Type == "m.reaction" && sent.Content.GetProperty("m.relates_to").GetProperty("key").GetString() == count);

    private static RemoteReactions Reactions(string message, string sender, params string[] keys) => new()
    {
        Chat = CargoBridge.Chat,
        Target = new(message),
        Sender = new(sender),
        Timestamp = TimeProvider.System.GetUtcNow(),
        Reactions = [.. keys.Select(key => new Reaction(key))],
    };
}
