using System.Globalization;
using Bridges.Chaos.Tests.Check;
using Bridges.Chaos.Tests.Disasters;
using Bridges.Chaos.Tests.Stage;
using Bridges.Chaos.Tests.Talk;
using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.Chaos.Tests;

/// <summary>
/// People talk while everything fails. In the end each message stands exactly once on the other side, in order, or its
/// author was told. <c>BRIDGES_CHAOS_SEED</c> repeats a schedule, <c>BRIDGES_LONG=1</c> makes it five times as long.
/// </summary>
public sealed class ChaosTests
{
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);

    [Fact]
    public Task Nothing_is_lost_doubled_or_reordered_on_Sqlite() => RunAsync("sqlite:bridges.db");

    [Fact]
    public async Task Nothing_is_lost_doubled_or_reordered_on_PostgreSql() =>
        await RunAsync(AsUri(new NpgsqlConnectionStringBuilder(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync())));

    private static async Task RunAsync(string database, params IDisaster[] others)
    {
        var seed = Seed();
        var story = new Story();
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
                await StrikeAsync(stage, crowd, seed, others, story);
                await enough.CancelAsync();
                await talk;
            }

            story.Tell("all is well again");
            await SettleAsync(stage, crowd, story);
        }
        catch
        {
            story.Tell(stage.Logs);
            throw;
        }
    }

    private static async Task StrikeAsync(ChaosStage stage, Crowd crowd, int seed, IReadOnlyList<IDisaster> others, Story story)
    {
        var random = new Random(seed);
        var kills = Environment.GetEnvironmentVariable("BRIDGES_LONG") == "1" ? 50 : 10;
        foreach (var (pause, disaster) in Schedule.Draw(random, kills, others))
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
    private static async Task SettleAsync(ChaosStage stage, Crowd crowd, Story story)
    {
        await AgreeAsync(stage, crowd, story);
        foreach (var conversation in crowd.Conversations)
        {
            conversation.SayOnTelegram(conversation.Others[0]);
            await conversation.SayOnMatrixAsync(conversation.Room!);
        }

        var reports = await AgreeAsync(stage, crowd, story);
        story.Tell($"both sides agree:\n{ChatReport.Table(reports)}");
    }

    private static async Task<IReadOnlyList<ChatReport>> AgreeAsync(ChaosStage stage, Crowd crowd, Story story)
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
                Assert.Fail($"{faults.Length} faults after {Settling}, seed above:\n  {string.Join("\n  ", faults.Take(60))}");
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static string AsUri(NpgsqlConnectionStringBuilder database) =>
        $"postgres://{database.Username}@{database.Host}:{database.Port}/{database.Database}";

    private static int Seed() =>
        Environment.GetEnvironmentVariable("BRIDGES_CHAOS_SEED") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
}
