using Bridges.Core;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>The checkpoints next to commits, on PostgreSQL.</summary>
public sealed class PostgreSqlKillPointTests(PostgreSqlKillPointStage stage) : KillPointTest(stage), IClassFixture<PostgreSqlKillPointStage>
{
    [Theory]
    [InlineData(Checkpoint.TransactionReceived)]
    [InlineData(Checkpoint.TransactionJournaled)]
    [InlineData(Checkpoint.HandOverBegins)]
    [InlineData(Checkpoint.HandOverNoted)]
    [InlineData(Checkpoint.DeliveryEnding)]
    [InlineData(Checkpoint.DeliveryEnded)]
    [InlineData(Checkpoint.FailureTold)]
    [InlineData(Checkpoint.EventReceived)]
    [InlineData(Checkpoint.EventJournaled)]
    [InlineData(Checkpoint.RoomCreationNoted)]
    [InlineData(Checkpoint.RoomNoted)]
    [InlineData(Checkpoint.OwnerJoined)]
    [InlineData(Checkpoint.BridgingEnding)]
    [InlineData(Checkpoint.BridgingEnded)]
    [InlineData(Checkpoint.LoginCompleted)]
    [InlineData(Checkpoint.LoginKept)]
    public Task A_kill_beside_a_commit_changes_nothing(Checkpoint point) => SurviveAsync(point);
}
