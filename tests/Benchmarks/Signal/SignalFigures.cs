using System.Text.Json.Nodes;
using Bridges.Signal.Simulator;

namespace Bridges.Benchmarks.Signal;

/// <summary>What the Signal engine needs: memory by accounts, messages a second each way, and a long history. The rates are those of engine and simulation together.</summary>
internal static class SignalFigures
{
    public const string Command = "signal";

    private const int Messages = 1_000;
    private const int History = 20_000;
    private static readonly int[] Accounts = [1, 5, 20];
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(TextWriter writer)
    {
        writer.WriteLine(await Machine.DescribeAsync());
        await using var signal = await SimulatedSignal.StartAsync();
        await using (var bed = await SignalEngineBed.StartAsync(signal))
        {
            var friend = await signal.PersonAsync("Friend");
            var first = await MeasureMemoryAsync(bed, friend, writer);
            await MeasureRatesAsync(bed, first, friend, writer);
        }

        await using (var bed = await SignalEngineBed.StartAsync(signal))
        {
            await MeasureHistoryAsync(bed, writer);
        }

        return 0;
    }

    private static async Task<SignalPerson> MeasureMemoryAsync(SignalEngineBed bed, SignalPerson friend, TextWriter writer)
    {
        await Task.Delay(Rest);
        writer.WriteLine($"no account: {bed.Memory.Resident:0} MiB");
        var people = new List<SignalPerson>();
        foreach (var count in Accounts)
        {
            while (people.Count < count)
            {
                people.Add(await bed.Signal.PersonAsync($"Person {people.Count}", friend));
                await bed.LinkAsync(people[^1]);
            }

            await Task.Delay(Rest);
            writer.WriteLine($"{count} accounts: {bed.Memory.Resident:0} MiB");
        }

        return people[0];
    }

    private static async Task MeasureRatesAsync(SignalEngineBed bed, SignalPerson account, SignalPerson friend, TextWriter writer)
    {
        var last = bed.AwaitAsync($"text in {Messages}");
        var began = TimeProvider.System.GetTimestamp();
        for (var number = 1; number <= Messages; number++)
        {
            await friend.SayAsync(account, $"in {number}");
        }

        await last;
        writer.WriteLine($"from Signal: {Messages / TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} messages a second");
        began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(1, Messages).Select(number => bed.AskAsync(
            "send", new JsonObject { ["account"] = account.Id, ["chat"] = friend.Id, ["delivery"] = $"out {number}", ["message"] = new JsonObject { ["text"] = $"out {number}" } })));
        writer.WriteLine($"to Signal, side by side: {Messages / TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} messages a second; {bed.Memory.Resident:0} MiB afterwards");
    }

    private static async Task MeasureHistoryAsync(SignalEngineBed bed, TextWriter writer)
    {
        var friend = await bed.Signal.PersonAsync("Old friend");
        var person = await bed.Signal.PersonAsync("Person with a past", friend);
        var key = (await bed.Signal.AskAsync("/archive", new JsonObject { ["key"] = true })).GetProperty("historyKey").GetString()!;
        await bed.LinkAsync(person, key);
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (History * 1000L);
        var messages = new JsonArray([.. Enumerable.Range(0, History).Select(number => (JsonNode)new JsonObject
        {
            ["from"] = number % 2 == 0 ? "self" : "other", ["text"] = $"message {number}", ["timestamp"] = start + (number * 1000L),
        })]);
        await bed.Signal.AskAsync("/archive", new JsonObject { ["person"] = person.Id, ["historyKey"] = key, ["with"] = friend.Id, ["messages"] = messages });
        var before = bed.Memory.Resident;
        var began = TimeProvider.System.GetTimestamp();
        await bed.AskAsync("history", new JsonObject { ["account"] = person.Id, ["file"] = bed.File("history.jsonl") });
        writer.WriteLine($"history of {History} messages: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s, {before:0} MiB before, {bed.Memory.Peak:0} MiB at the peak");
    }
}
