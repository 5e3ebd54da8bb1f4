using Bridges.Core;
using Bridges.Signal.EndToEnd.Tests.Beds;
using Bridges.TestBeds;

namespace Bridges.Signal.EndToEnd.Tests.KillPoints;

/// <summary>On the database that most people have: in long runs every checkpoint, else those where Signal's module has its own part in what follows.</summary>
[Collection(nameof(OnSqlite))]
public sealed class SqliteKillPointTests(SqliteStage fixture) : KillPointTest(fixture)
{
    public static TheoryData<Checkpoint> Messages_from_Matrix => Chosen(Points.OfMessagesFromMatrix, Checkpoint.MessageHandedOver);

    public static TheoryData<Checkpoint> Messages_from_Signal => Chosen(Points.OfMessagesFromSignal, Checkpoint.EventSent);

    public static TheoryData<Checkpoint> First_messages => Chosen(Points.OfFirstMessages, Checkpoint.RoomCreated);

    public static TheoryData<Checkpoint, Change> Changes => TestCourse.IsLong
        ? [.. from point in Points.OfChanges from change in Enum.GetValues<Change>() select (point, change)]
        : new() { { Checkpoint.ChangeHandedOver, Change.Edit } };

    public static TheoryData<Checkpoint> Files_from_Signal => Chosen([.. Points.OfFilesFromSignal, .. Points.OfLateFiles], Checkpoint.RemoteFileUploaded);

    public static TheoryData<Checkpoint> Files_from_Matrix => Chosen(Points.OfFilesFromMatrix, Checkpoint.MatrixFileArrived);

    public static TheoryData<Checkpoint> Failures => Chosen(Points.OfFailures, Checkpoint.FailureTold);

    public static TheoryData<Checkpoint> Logins => Chosen(Points.OfLogins, Checkpoint.LoginCompleted);

    [Theory]
    [MemberData(nameof(Messages_from_Matrix))]
    public Task A_message_from_Matrix_is_heard_once(Checkpoint point) => MessageFromMatrixAsync(point);

    [Theory]
    [MemberData(nameof(Messages_from_Signal))]
    public Task A_message_from_Signal_is_shown_once(Checkpoint point) => MessageFromSignalAsync(point);

    [Theory]
    [MemberData(nameof(First_messages))]
    public Task The_first_message_of_somebody_new_is_shown_in_one_room(Checkpoint point) => FirstMessageAsync(point);

    [Theory]
    [MemberData(nameof(Changes))]
    public Task A_change_on_Matrix_is_made_once(Checkpoint point, Change change) => ChangeAsync(point, change);

    [Theory]
    [MemberData(nameof(Files_from_Signal))]
    public Task A_file_from_Signal_is_there_whole_and_once(Checkpoint point) => FileFromSignalAsync(point, isLate: Points.OfLateFiles.Contains(point));

    [Theory]
    [MemberData(nameof(Files_from_Matrix))]
    public Task A_file_from_Matrix_is_there_whole_and_once(Checkpoint point) => FileFromMatrixAsync(point);

    [Theory]
    [MemberData(nameof(Failures))]
    public Task A_failure_is_told_once(Checkpoint point) => FailureAsync(point);

    [Theory]
    [MemberData(nameof(Logins))]
    public Task Somebody_who_was_logging_in_is_in_or_can_begin_again(Checkpoint point) => LoginAsync(point);

    [Fact]
    public void Every_checkpoint_that_Signal_passes_has_its_test() => Assert.Equal(
        Enum.GetValues<Checkpoint>().Order(),
        ((Checkpoint[])
        [
            .. Points.OfMessagesFromMatrix, .. Points.OfMessagesFromSignal, .. Points.OfFirstMessages, .. Points.OfChanges, .. Points.OfFilesFromSignal,
            .. Points.OfLateFiles, .. Points.OfFilesFromMatrix, .. Points.OfFailures, .. Points.OfLogins, .. Points.OfNothing,
        ]).Order());
}
