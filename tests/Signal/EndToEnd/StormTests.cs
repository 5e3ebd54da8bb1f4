using Bridges.Signal.EndToEnd.Tests.Beds;
using Bridges.Signal.Simulator;

namespace Bridges.Signal.EndToEnd.Tests;

/// <summary>Host and engine die again and again while both sides talk: in the end everything is there once and in order.</summary>
public abstract class StormTests(OwnStage fixture) : EndToEndTest(fixture.Stage)
{
    private const int OfBob = 60;
    private const int OfAlice = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Nothing_is_lost_doubled_or_reordered_when_host_and_engine_are_killed()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var bob = Task.Run(
            async () =>
            {
                foreach (var number in Enumerable.Range(1, OfBob))
                {
                    await talk.Bob.SayAsync(talk.Alice, $"from Bob {number}");
                    await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
                }
            },
            Cancellation);
        var alice = Task.Run(
            async () =>
            {
                foreach (var number in Enumerable.Range(1, OfAlice))
                {
                    await talk.Matrix.SendTextAsync(talk.Room, $"from Alice {number}", Cancellation);
                    await Task.Delay(TimeSpan.FromMilliseconds(150), Cancellation);
                }
            },
            Cancellation);

        for (var round = 0; round < 2; round++)
        {
            await Task.Delay(Pause, Cancellation);
            EngineProcess.Kill(Stage.Host);
            await Task.Delay(Pause, Cancellation);
            await Stage.Host.KillAsync();
            await Stage.Host.StartAsync(Cancellation);
        }

        await bob;
        await alice;
        await talk.SeeAsync("m.room.message", seen => seen.Body == $"from Bob {OfBob}", Cancellation);
        await talk.Bob.HearTextAsync($"from Alice {OfAlice}");

        var inRoom = (await talk.Matrix.MessagesAsync(talk.Room, Cancellation)).Where(message => message.Sender == talk.Ghost && message.Body?.StartsWith("from Bob", StringComparison.Ordinal) == true).Select(message => message.Body);
        Assert.Equal(Enumerable.Range(1, OfBob).Select(number => $"from Bob {number}"), inRoom);
        // Signal's apps drop a second message of the same author and time.
        var heard = (await talk.Bob.HeardAsync()).Select(entry => entry.GetProperty("content").Part("dataMessage")).Where(message => message?.Body()?.StartsWith("from Alice", StringComparison.Ordinal) == true)
            .Select(message => (Time: message!.Value.Number("timestamp"), Text: message!.Value.Body())).Distinct().Select(message => message.Text);
        Assert.Equal(Enumerable.Range(1, OfAlice).Select(number => $"from Alice {number}"), heard);
    }
}

public sealed class StormOnSqliteTests(SqliteStage fixture) : StormTests(fixture), IClassFixture<SqliteStage>;

public sealed class StormOnPostgreSqlTests(PostgreSqlStage fixture) : StormTests(fixture), IClassFixture<PostgreSqlStage>;
