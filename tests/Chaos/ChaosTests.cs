using Bridges.Chaos.Tests.Check;
using Bridges.Chaos.Tests.Databases;
using Bridges.Chaos.Tests.Disasters;
using Bridges.Chaos.Tests.Stage;
using Bridges.Chaos.Tests.Talk;
using Bridges.TestBeds;

namespace Bridges.Chaos.Tests;

/// <summary>
/// People talk while everything fails. In the end each message stands exactly once on the other side, in order, or its
/// author was told. <c>BRIDGES_CHAOS_SEED</c> repeats a schedule, <c>BRIDGES_LONG=1</c> makes it five times as long.
/// </summary>
public sealed class ChaosTests
{
    /// <summary>Rows wait for up to a minute between tries, and the machine may be busy.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Nothing_is_lost_doubled_or_reordered_on_Sqlite()
    {
        var story = new Story();
        await using var database = await SqliteOnSmallDisk.MakeAsync(story);
        await RunAsync(database, story);
    }

    [Fact]
    public async Task Nothing_is_lost_doubled_or_reordered_on_PostgreSql()
    {
        await using var database = await PostgreSqlOfItsOwn.MakeAsync();
        await RunAsync(database, new Story());
    }

    private static async Task RunAsync(IChaosDatabase database, Story story)
    {
        var seed = TestCourse.Seed();
        story.Tell($"seed {seed}: BRIDGES_CHAOS_SEED={seed} repeats this schedule");
        await using var stage = await ChaosStage.SetAsync(database);
        try
        {
            var crowd = new Crowd(stage, seed);
            await stage.LogInAsync();
            await crowd.WarmUpAsync();
            story.Tell("everybody is there");
            using (var enough = new CancellationTokenSource())
            {
                var talk = crowd.TalkAsync(enough.Token);
                await StrikeAsync(stage, crowd, seed, database.Disasters, story);
                await enough.CancelAsync();
                await talk;
            }

            story.Tell("all is well again");
            await SettleAsync(stage, crowd, database, story);
        }
        catch
        {
            story.Tell(stage.Logs);
            throw;
        }
    }

    private static async Task StrikeAsync(ChaosStage stage, Crowd crowd, int seed, IReadOnlyList<IDisaster> ofDatabase, Story story)
    {
        var random = new Random(seed);
        var rounds = TestCourse.IsLong ? 5 : 1;
        foreach (var (pause, disaster) in Schedule.Draw(random, rounds, ofDatabase))
        {
            await Task.Delay(pause);
            story.Tell(disaster.ToString()!);
            var strike = disaster.StrikeAsync(stage, new Random(random.Next()));
            if (disaster is HostKill)
            {
                crowd.MeetStranger();
            }

            await strike;
        }

        stage.Telegram.Faults.Clear();
    }

    /// <summary>Waits until both sides agree; then a last word in every chat proves that nothing comes late.</summary>
    private static async Task SettleAsync(ChaosStage stage, Crowd crowd, IChaosDatabase database, Story story)
    {
        await AgreeAsync(stage, crowd, database, story);
        foreach (var conversation in crowd.Conversations)
        {
            conversation.SayOnTelegram(conversation.Others[0]);
            await conversation.SayOnMatrixAsync(conversation.Room!);
        }

        var reports = await AgreeAsync(stage, crowd, database, story);
        story.Tell($"both sides agree:\n{ChatReport.Table(reports)}");
    }

    private static async Task<IReadOnlyList<ChatReport>> AgreeAsync(ChaosStage stage, Crowd crowd, IChaosDatabase database, Story story)
    {
        using var patience = new CancellationTokenSource(Settling);
        while (true)
        {
            var reports = await Task.WhenAll(crowd.Conversations.Select(conversation => ChatCheck.RunAsync(stage, conversation)));
            var faults = reports.SelectMany(report => report.Faults).ToArray();
            if (faults.Length == 0)
            {
                return reports;
            }

            if (patience.IsCancellationRequested)
            {
                story.Tell($"the sides do not agree:\n{ChatReport.Table(reports)}");
                foreach (var (report, conversation) in reports.Zip(crowd.Conversations).Where(chat => chat.First.Faults.Count > 0))
                {
                    story.Tell(await Evidence.CollectAsync(stage, database, conversation, report.Faults));
                }

                Assert.Fail($"{faults.Length} faults after {Settling}, seed above:\n  {string.Join("\n  ", faults.Take(60))}");
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }
}
