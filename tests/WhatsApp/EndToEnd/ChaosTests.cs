using System.Text.Json;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.WhatsApp.EndToEnd.Tests.Beds;

namespace Bridges.WhatsApp.EndToEnd.Tests;

/// <summary>
/// Both sides talk while host, engine, network and WhatsApp's server fail by chance: each message arrives once and in order, on either side.
/// <c>BRIDGES_CHAOS_SEED</c> repeats a course, <c>BRIDGES_LONG=1</c> makes it five times as long.
/// </summary>
public sealed class ChaosTests(WhatsAppTalk talk) : ChaosTestsBase(talk), IClassFixture<WhatsAppTalk>;

/// <inheritdoc />
public sealed class ChaosTestsOnPostgreSql(WhatsAppTalkOnPostgreSql talk) : ChaosTestsBase(talk), IClassFixture<WhatsAppTalkOnPostgreSql>;

/// <inheritdoc cref="ChaosTests" />
public abstract class ChaosTestsBase(WhatsAppTalkOn talk) : IDisposable
{
    private const int Rounds = 4;
    private const int LongerBy = 5;
    private const int MessagesARound = 6;

    private readonly List<string> _said = [];
    private readonly List<string> _written = [];

    private WhatsAppStage Stage => talk.Stage;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Stage.Logs);
        }
    }

    [Fact]
    public async Task Nothing_is_lost_doubled_or_reordered()
    {
        var seed = TestCourse.Seed();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: BRIDGES_CHAOS_SEED={seed} repeats this course");
        var random = new Random(seed);
        var rounds = Rounds * (TestCourse.IsLong ? LongerBy : 1);
        // Each kind of trouble comes once before any comes again.
        var troubles = Enumerable.Range(0, rounds).Chunk(Enum.GetValues<Trouble>().Length).SelectMany(_ => Shuffled(random)).Take(rounds).ToList();

        for (var round = 0; round < rounds; round++)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{round}: {troubles[round]}");
            await TalkAsync(round, random.Next(MessagesARound), () => StrikeAsync(troubles[round]));
            await EndAsync(troubles[round]);
        }

        await Stage.SeeAsync(seen => seen.RoomId == talk.Room && seen.Body == _said[^1]);
        await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => TextOf(received) == _written[^1]);

        var shown = (await Stage.Alice.MessagesAsync(talk.Room)).Select(message => message.Body ?? "").ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"shown: {string.Join(", ", shown)}");
        Assert.Equal(_said, shown.Where(body => body.StartsWith("from WhatsApp", StringComparison.Ordinal)));

        // As phones do: a second message with the same id is not shown.
        var received = (await Stage.WhatsApp.InboxAsync(Stage.Bob)).DistinctBy(message => message.GetProperty("id").GetString()).Select(TextOf)
            .Where(text => text?.StartsWith("from Matrix", StringComparison.Ordinal) == true);
        Assert.Equal(_written, received);
    }

    private async Task TalkAsync(int round, int struckAfter, Func<Task> strike)
    {
        for (var number = 0; number < MessagesARound; number++)
        {
            _said.Add($"from WhatsApp {round}-{number}");
            await Stage.SayAsync(Stage.Bob, new { conversation = _said[^1] });
            _written.Add($"from Matrix {round}-{number}");
            await Stage.Alice.SendTextAsync(talk.Room, _written[^1]);
            if (number == struckAfter)
            {
                await strike();
            }
        }
    }

    private Task StrikeAsync(Trouble trouble)
    {
        switch (trouble)
        {
            case Trouble.HostIsKilled:
                return Stage.Host.KillAsync();
            case Trouble.EngineIsKilled:
                EngineProcess.Kill(Stage.Host, "whatsapp");
                return Task.CompletedTask;
            case Trouble.NetworkIsCut:
                return Stage.WhatsApp.DoAsync("cut", new { number = Stage.Me.Number });
            case Trouble.ServerEndsTheStream:
                return Stage.WhatsApp.DoAsync("endStream", new { number = Stage.Me.Number, code = "503" });
            default:
                return Stage.WhatsApp.DoAsync("faults", new { silentAcks = true });
        }
    }

    private async Task EndAsync(Trouble trouble)
    {
        if (trouble == Trouble.HostIsKilled)
        {
            await Stage.Host.StartAsync();
        }
        else if (trouble == Trouble.ServerTakesAndSaysNothing)
        {
            await Stage.WhatsApp.DoAsync("faults", new { silentAcks = (bool?)null });
            await Stage.WhatsApp.DoAsync("cut", new { number = Stage.Me.Number });
        }
    }

    private static Trouble[] Shuffled(Random random)
    {
        var troubles = Enum.GetValues<Trouble>();
        random.Shuffle(troubles);
        return troubles;
    }

    private static string? TextOf(JsonElement received) =>
        received.GetProperty("message").TryGetProperty("extendedTextMessage", out var text) ? text.GetProperty("text").GetString() : null;

    private enum Trouble
    {
        HostIsKilled,
        EngineIsKilled,
        NetworkIsCut,
        ServerEndsTheStream,
        ServerTakesAndSaysNothing,
    }
}
