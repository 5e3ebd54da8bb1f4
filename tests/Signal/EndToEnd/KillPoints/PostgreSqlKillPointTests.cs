using Bridges.Core;
using Bridges.Signal.EndToEnd.Tests.Beds;

namespace Bridges.Signal.EndToEnd.Tests.KillPoints;

/// <summary>The checkpoints next to commits, on PostgreSQL.</summary>
[Collection(nameof(OnPostgreSql))]
public sealed class PostgreSqlKillPointTests(PostgreSqlStage fixture) : KillPointTest(fixture)
{
    public static TheoryData<Checkpoint> Messages_from_Matrix => Chosen(Points.OfMessagesFromMatrix, Checkpoint.DeliveryEnding);

    public static TheoryData<Checkpoint> Messages_from_Signal => Chosen(Points.OfMessagesFromSignal, Checkpoint.EventJournaled);

    [Theory]
    [MemberData(nameof(Messages_from_Matrix))]
    public Task A_message_from_Matrix_is_heard_once(Checkpoint point) => MessageFromMatrixAsync(point);

    [Theory]
    [MemberData(nameof(Messages_from_Signal))]
    public Task A_message_from_Signal_is_shown_once(Checkpoint point) => MessageFromSignalAsync(point);
}
