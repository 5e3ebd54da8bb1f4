using System.Text.Json.Nodes;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

public sealed class HistoryTests(SharedSignal shared)
{
    [Fact]
    public async Task The_history_that_the_phone_sends_is_pushed_whole_and_in_order()
    {
        const int Count = 20_000;
        const int MostMegabytes = 320;
        var first = TimeProvider.System.GetUtcNow().AddDays(-30).ToUnixTimeMilliseconds();
        await using var bed = await SignalBed.EmptyAsync(shared.Signal);
        var bob = await shared.Signal.PersonAsync("Bob");
        var alice = await shared.Signal.PersonAsync("Alice", bob);
        var key = (await shared.Signal.AskAsync("/archive", new JsonObject { ["key"] = true })).GetProperty("historyKey").GetString()!;

        var (_, told, _) = await bed.LinkAsync(alice, key);
        var messages = Enumerable.Range(1, Count).Select(number => (JsonNode?)new JsonObject { ["from"] = number % 3 == 0 ? "self" : "other", ["text"] = $"old {number}", ["timestamp"] = first + number });
        await shared.Signal.AskAsync("/archive", new JsonObject { ["person"] = alice.Id, ["historyKey"] = key, ["with"] = bob.Id, ["messages"] = new JsonArray([.. messages]) });

        var pieces = await told.History.UntilAsync(history => history.Any(piece => piece.IsLast), "the whole history");
        var all = pieces.SelectMany(piece => piece.Messages).OrderBy(message => message.Timestamp).ToList();
        Assert.Equal(Enumerable.Range(1, Count).Select(number => $"old {number}"), all.Select(message => RecordingHost.TextOf(message.Parts)));
        Assert.Equal((bob.Id, false), (all[0].Sender.Value, all[0].FromSelf));
        Assert.Equal((alice.Id, true), (all[2].Sender.Value, all[2].FromSelf));
        Assert.All(pieces, piece => Assert.Equal(bob.Id, piece.Chat.Key.Chat.Value));
        // A long history needs no more memory than a short one.
        Assert.InRange(PeakMegabytes(((SignalNetwork)bed.Network).EngineStatus.ProcessId!.Value), 1, MostMegabytes);
    }

    [Fact]
    public async Task A_phone_that_sends_no_history_after_all_is_not_waited_for()
    {
        await using var bed = await SignalBed.EmptyAsync(shared.Signal);
        var alice = await shared.Signal.PersonAsync("Alice");
        var key = (await shared.Signal.AskAsync("/archive", new JsonObject { ["key"] = true })).GetProperty("historyKey").GetString()!;
        var (_, told, _) = await bed.LinkAsync(alice, key);

        await shared.Signal.AskAsync("/archive", new JsonObject { ["none"] = true, ["person"] = alice.Id });

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!System.Text.Encoding.UTF8.GetString(told.Secret is { } secret ? secret.Span : []).Contains("\"HasHistory\":false", StringComparison.Ordinal))
        {
            await Task.Delay(50, patience.Token);
        }

        Assert.Empty(told.History.All);
    }

    private static int PeakMegabytes(int process) => int.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture) / 1024;
}
