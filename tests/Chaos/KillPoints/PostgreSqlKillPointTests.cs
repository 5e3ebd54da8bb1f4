using Bridges.Core;
using Bridges.TestBeds;

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

    /// <summary>In every run only the one next to a commit of its own.</summary>
    public static TheoryData<Checkpoint> Of_files =>
    [
        Checkpoint.TransferNoted,
        .. TestCourse.IsLong
            ? (Checkpoint[])[Checkpoint.RemoteFileArrived, Checkpoint.RemoteFileUploaded, Checkpoint.TransferReserved, Checkpoint.TransferFilled, Checkpoint.MatrixFileArrived]
            : [],
    ];

    [Theory]
    [MemberData(nameof(Of_files))]
    public Task A_kill_in_the_midst_of_a_file_changes_nothing(Checkpoint point) => SurviveAsync(point);
}
