using Bridges.Telegram.Stage;
using Bridges.TestBeds;

namespace Bridges.Chaos.Tests.Members;

/// <summary>
/// In a group that many share, somebody was logged out, somebody is in slow mode, and somebody is to wait for five minutes; all of them go on writing.
/// What the others say, on either side, waits for none of them.
/// </summary>
public sealed class TroubledMembersTests
{
    /// <summary>Well under any of the waits, and room enough for a machine that is busy.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(40);

    private const int Rounds = 12;

    /// <summary>Who waits for whom is no matter of the database, so quick runs take one.</summary>
    public static TheoryData<StageDatabase> Databases => TestCourse.IsLong ? [StageDatabase.Sqlite, StageDatabase.PostgreSql] : [StageDatabase.Sqlite];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nobody_waits_for_them(StageDatabase database)
    {
        var seed = TestCourse.Seed();
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        await using var stage = await TelegramStage.SetAsync(new StageOptions { Database = database, StartTimeout = TimeSpan.FromMinutes(3) });
        try
        {
            var club = await Club.FoundAsync(stage);
            await club.TroubleAsync();
            await TalkAsync(club, new Random(seed));
            club.CheckOrder();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"seed {seed}\n{stage.Logs}", failure);
        }
    }

    private static async Task TalkAsync(Club club, Random random)
    {
        for (var round = 1; round <= Rounds; round++)
        {
            await club.TroubledSayAsync(random, round);
            var ways = new List<Task<TimeSpan>>();
            ways.Add(club.SaysOnTelegramAsync(round));
            ways.AddRange(club.Well.OrderBy(_ => random.Next()).Select(well => club.SaysOnMatrixAsync(well, round)));
            foreach (var way in ways)
            {
                Assert.InRange(await way, TimeSpan.Zero, LongestWay);
            }
        }
    }
}
