using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Bridges.Engines.Tests;

/// <summary>What a caller is told about a request is true, whenever the engine dies.</summary>
public sealed class CertaintyTests
{
    private const int Rounds = 10;
    private const int RequestsInRound = 100;

    private enum Outcome
    {
        Done,
        NotDone,
        Unknown,
    }

    [Fact]
    public async Task Every_request_ends_and_tells_the_truth_when_the_engine_is_killed_at_any_moment()
    {
        var folder = Directory.CreateTempSubdirectory("bridges-engines-");
        var file = Path.Combine(folder.FullName, "done");
        await using var fake = await RunningEngine.StartReadyAsync();
        var outcomes = new Outcome[Rounds * RequestsInRound];

        for (var round = 0; round < Rounds; round++)
        {
            var first = round * RequestsInRound;
            var requests = Enumerable.Range(first, RequestsInRound).Select(n => RecordAsync(fake, file, n)).ToArray();
            // A different request of each round is the last that is surely answered before the kill.
            await requests[round * RequestsInRound / Rounds];
            using (var process = Process.GetProcessById(fake.Engine.Status.ProcessId!.Value))
            {
                process.Kill();
            }

            (await Task.WhenAll(requests)).CopyTo(outcomes, first);
            await fake.WaitForAsync(EngineCondition.Running);
        }

        var done = (await File.ReadAllLinesAsync(file, fake.Cancellation)).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(done.Distinct(), done);
        Assert.All(done, n => Assert.NotEqual(Outcome.NotDone, outcomes[n]));
        Assert.Subset(done.ToHashSet(), Enumerable.Range(0, outcomes.Length).Where(n => outcomes[n] == Outcome.Done).ToHashSet());
        folder.Delete(recursive: true);
    }

    private static async Task<Outcome> RecordAsync(RunningEngine fake, string file, int number)
    {
        try
        {
            await fake.RequestAsync("record", new JsonObject { ["file"] = file, ["n"] = number });
            return Outcome.Done;
        }
        catch (EngineUnavailableException)
        {
            return Outcome.NotDone;
        }
        catch (EngineStoppedException)
        {
            return Outcome.Unknown;
        }
    }
}
