using Bridges.Storage.Tests.Beds;
using Bridges.TestBeds.Processes;

namespace Bridges.Storage.Tests.Compliance;

public abstract class CrashCompliance(ITestEngine engine) : FaultCompliance(engine)
{
    private const int Lanes = 8;
    private const int Rounds = 3;

    [Fact]
    public async Task Whatever_was_acknowledged_outlasts_a_killed_host_in_order()
    {
        var acknowledged = new int[Lanes];
        for (var round = 1; round <= Rounds; round++)
        {
            await Database.DisposeAsync();
            foreach (var (lane, number) in await AppendUntilKilledAsync(enough: 150 * round))
            {
                acknowledged[lane] = Math.Max(acknowledged[lane], number);
            }

            await ReopenAsync();
            for (var lane = 0; lane < Lanes; lane++)
            {
                var rows = await Journal.ReadLaneAsync($"lane{lane}", 0, int.MaxValue, Cancellation);
                var numbers = rows.Select(row => BitConverter.ToInt32(row.Payload.Span)).ToArray();
                Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
                Assert.True(numbers.Length >= acknowledged[lane], $"Lane {lane} has {numbers.Length} rows of {acknowledged[lane]}.");
            }
        }
    }

    /// <summary>What the killed program had heard the journal acknowledge.</summary>
    private async Task<IReadOnlyList<(int Lane, int Number)>> AppendUntilKilledAsync(int enough)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "bridges-appender");
        await using var appender = await ChildProcess.StartAsync(new ProgramToRun(program, [ConfigurationText(), $"{Lanes}"]));
        await appender.Output.WaitForLineAsync(line => Parse(line).Number >= enough, Patience, Cancellation);
        await appender.StopAsync(TestBeds.Processes.Signal.Kill, Patience);

        // The last line may be cut short.
        return [.. appender.Output.Lines.SkipLast(1).Select(Parse)];
    }

    /// <summary>As it would stand in the configuration.</summary>
    private string ConfigurationText() => Options.Kind == DatabaseKind.Sqlite ? $"sqlite:{Options.Target}" : Options.Target;

    private static (int Lane, int Number) Parse(string line)
    {
        var words = line.Split(' ');
        return words.Length == 2 && int.TryParse(words[0], out var lane) && int.TryParse(words[1], out var number)
            ? (lane, number)
            : throw new InvalidOperationException($"The program failed: {line}");
    }
}
