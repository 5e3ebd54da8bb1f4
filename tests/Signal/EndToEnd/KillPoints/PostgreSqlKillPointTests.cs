using Bridges.Core;
using Bridges.Signal.EndToEnd.Tests.Beds;

namespace Bridges.Signal.EndToEnd.Tests.KillPoints;

/// <summary>On PostgreSQL: in long runs every checkpoint, too, else two that stand next to commits.</summary>
[Collection(nameof(OnPostgreSql))]
public sealed class PostgreSqlKillPointTests(PostgreSqlStage fixture) : KillPointTest(fixture)
{
    public static TheoryData<Checkpoint> All => Chosen([.. Enum.GetValues<Checkpoint>().Except(Points.OfNothing)], Checkpoint.DeliveryEnding, Checkpoint.EventJournaled);

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_passes_it_is_on_the_other_side_once(Checkpoint point)
    {
        if (Points.OfChanges.Contains(point))
        {
            foreach (var change in Enum.GetValues<Change>())
            {
                await ChangeAsync(point, change);
            }

            return;
        }

        await (point switch
        {
            _ when Points.OfMessagesFromMatrix.Contains(point) => MessageFromMatrixAsync(point),
            _ when Points.OfMessagesFromSignal.Contains(point) => MessageFromSignalAsync(point),
            _ when Points.OfFirstMessages.Contains(point) => FirstMessageAsync(point),
            _ when Points.OfFilesFromMatrix.Contains(point) => FileFromMatrixAsync(point),
            _ when Points.OfFailures.Contains(point) => FailureAsync(point),
            _ when Points.OfLogins.Contains(point) => LoginAsync(point),
            _ => FileFromSignalAsync(point, isLate: Points.OfLateFiles.Contains(point)),
        });
    }
}
