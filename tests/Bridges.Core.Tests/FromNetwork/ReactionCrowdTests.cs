using Bridges.Abstractions;
using Bridges.Core.FromNetwork.Reactions;
using Bridges.Core.Lanes;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Bridges.TestBeds.Stub;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task A_reaction_that_is_written_late_is_counted_once_it_is()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var id = await cargo.ReceiveAsync(new TextContent(RichText.Plain("everybody likes it")));
        await cargo.SeesAsync(sent => sent.Body == "everybody likes it");
        await cargo.Bridge.WaitUntilIdleAsync();
        var (clock, rows, message) = (new TestClock(), new RowEnds(), new MessageKey(cargo.Bridge.Network.Id, CargoBridge.Chat, new(id)));
        using var crowds = ActivatorUtilities.CreateInstance<ReactionCrowds>(cargo.Bridge.Services, clock.Time, rows);
        using var stopping = new CancellationTokenSource();
        await crowds.PrepareAsync(default);
        var running = crowds.RunAsync(stopping.Token);

        crowds.Changing(message);
        // Long enough for a round in which nothing is counted yet.
        for (var said = 0; said < 20; said++)
        {
            await cargo.ReceiveAsync(new TextContent(RichText.Plain($"word {said}")));
            await clock.PassUntilAsync(cargo.SeesAsync(sent => sent.Body == $"word {said}"));
        }

        Statement[] writes = [ReactionTable.Insert(new ReactionRow(message, new("latecomer"), "🔥", "", 1))];
        await cargo.Bridge.Services.GetRequiredService<Database>().WriteAsync(writes);
        rows.Ended(row: 1, writes);

        await clock.PassUntilAsync(CountAsync(cargo, "+1"));
        await stopping.CancelAsync();
        await running;
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
