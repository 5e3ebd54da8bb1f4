using Bridges.Core;
using Bridges.TestBeds;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>The checkpoints next to commits, on PostgreSQL.</summary>
public sealed class PostgreSqlKillPointTests(PostgreSqlKillPointStage stage) : KillPointTest(stage), IClassFixture<PostgreSqlKillPointStage>
{
    /// <summary>In every run one of each way of a message; SQLite's tests take all of them.</summary>
    public static TheoryData<Checkpoint> Beside_commits =>
    [
        Checkpoint.HandOverNoted, Checkpoint.DeliveryEnding, Checkpoint.EventJournaled, Checkpoint.BridgingEnding,
        .. TestCourse.IsLong
            ? (Checkpoint[])
            [
                Checkpoint.TransactionReceived, Checkpoint.TransactionJournaled, Checkpoint.HandOverBegins, Checkpoint.DeliveryEnded, Checkpoint.FailureTold,
                Checkpoint.EventReceived, Checkpoint.RoomCreationNoted, Checkpoint.RoomNoted, Checkpoint.OwnerJoined, Checkpoint.BridgingEnded, Checkpoint.LoginCompleted, Checkpoint.LoginKept,
            ]
            : [],
    ];

    [Theory]
    [MemberData(nameof(Beside_commits))]
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
