using Bridges.Signal.EndToEnd.Tests.Beds;
using Bridges.Signal.Simulator;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Users;

namespace Bridges.Signal.EndToEnd.Tests;

/// <summary>
/// Host and engine die again and again while both sides talk, in a chat of two and in a group: in the end everything is there once and in order.
/// <c>BRIDGES_LONG=1</c> makes it 600 messages over 12 deaths, <c>BRIDGES_CHAOS_SEED</c> repeats a course.
/// </summary>
public abstract class StormTests(OwnStage fixture) : EndToEndTest(fixture.Stage)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly int _messages = TestCourse.IsLong ? 150 : 30;
    private readonly int _rounds = TestCourse.IsLong ? 6 : 2;

    [Fact]
    public async Task Nothing_is_lost_doubled_or_reordered_when_host_and_engine_are_killed()
    {
        var seed = TestCourse.Seed();
        TestContext.Current.TestOutputHelper?.WriteLine($"BRIDGES_CHAOS_SEED={seed}");
        var course = new Random(seed);
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var carol = await Stage.Signal.PersonAsync("Carol");
        var group = await Stage.Signal.GroupAsync(talk.Bob, "Storm", talk.Bob, talk.Alice, carol);
        await carol.SayInGroupAsync(group, "The storm begins");
        var groupRoom = (await talk.Matrix.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == "The storm begins", Patience, Cancellation)).RoomId;
        Task[] streams =
        [
            SayAsync(number => talk.Bob.SayAsync(talk.Alice, $"from Bob {number}")),
            SayAsync(number => carol.SayInGroupAsync(group, $"from Carol {number}")),
            SayAsync(number => talk.Matrix.SendTextAsync(talk.Room, $"to Bob {number}", Cancellation)),
            SayAsync(number => talk.Matrix.SendTextAsync(groupRoom, $"to all {number}", Cancellation)),
        ];

        for (var round = 0; round < _rounds; round++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(course.Next(500, 2500)), Cancellation);
            EngineProcess.Kill(Stage.Host, "signal");
            await Task.Delay(TimeSpan.FromMilliseconds(course.Next(500, 2500)), Cancellation);
            await Stage.Host.KillAsync();
            await Stage.Host.StartAsync(Cancellation);
        }

        await Task.WhenAll(streams);
        await CameAsync(talk, talk.Room, talk.Ghost, "from Bob");
        await CameAsync(talk, groupRoom, Stage.GhostOf(carol), "from Carol");
        await WentAsync(talk.Bob, "to Bob");
        await WentAsync(talk.Bob, "to all");
        await WentAsync(carol, "to all");
        // A delay may be told of; a failure not, where there was none.
        Assert.DoesNotContain(
            talk.Matrix.Seen,
            seen => seen.Sender == Stage.Bot && seen.RoomId != talk.Bot.Id && seen.Type == "m.room.message" && seen.Body?.Contains("The bridge goes on trying", StringComparison.Ordinal) == false);
    }

    private Task SayAsync(Func<int, Task> say) => Task.Run(
        async () =>
        {
            foreach (var number in Enumerable.Range(1, _messages))
            {
                await say(number);
                await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
            }
        },
        Cancellation);

    private async Task CameAsync(Talk talk, string room, string ghost, string text)
    {
        await talk.Matrix.WaitForEventAsync(seen => seen.RoomId == room && seen.Body == $"{text} {_messages}", Longest, Cancellation);
        var inRoom = (await talk.Matrix.MessagesAsync(room, Cancellation)).Where(message => message.Sender == ghost && message.Body?.StartsWith(text, StringComparison.Ordinal) == true).Select(message => message.Body);
        Assert.Equal(Numbered(text), inRoom);
    }

    private async Task WentAsync(SignalPerson person, string text)
    {
        await person.HearTextAsync($"{text} {_messages}", Longest);
        // Signal's apps drop a second message of the same author and time.
        var heard = (await person.HeardAsync()).Select(entry => entry.GetProperty("content").Part("dataMessage")).Where(message => message?.Body()?.StartsWith(text, StringComparison.Ordinal) == true)
            .Select(message => (Time: message!.Value.Number("timestamp"), Text: message!.Value.Body())).Distinct().Select(message => message.Text);
        Assert.Equal(Numbered(text), heard);
    }

    private IEnumerable<string> Numbered(string text) => Enumerable.Range(1, _messages).Select(number => $"{text} {number}");
}

[Collection(nameof(OnSqlite))]
public sealed class StormOnSqliteTests(SqliteStage fixture) : StormTests(fixture);

[Collection(nameof(OnPostgreSql))]
public sealed class StormOnPostgreSqlTests(PostgreSqlStage fixture) : StormTests(fixture);
