using Bridges.Core;
using Bridges.TestBeds;
using Bridges.WhatsApp.EndToEnd.Tests.Beds;

namespace Bridges.WhatsApp.EndToEnd.Tests.KillPoints;

/// <summary>On SQLite the points before and after which WhatsApp's module has its part; <c>BRIDGES_LONG=1</c> takes their neighbours, too.</summary>
public sealed class KillPointTests(WhatsAppTalk talk) : KillPointTest(talk), IClassFixture<WhatsAppTalk>
{
    public static TheoryData<Checkpoint> Outgoing => Chosen(
        [Checkpoint.MessageHandedOver], [Checkpoint.TransactionJournaled, Checkpoint.TransactionReceived, Checkpoint.TransactionAnswered, Checkpoint.DeliveryEnding, Checkpoint.DeliveryEnded]);

    public static TheoryData<Checkpoint> Incoming => Chosen(
        [Checkpoint.EventJournaled], [Checkpoint.EventReceived, Checkpoint.EventSending, Checkpoint.EventSent, Checkpoint.BridgingEnding, Checkpoint.BridgingEnded]);

    public static TheoryData<Checkpoint> First => Chosen(
        [Checkpoint.RoomCreated], [Checkpoint.RoomCreationNoted, Checkpoint.GhostRegistered, Checkpoint.RoomNoted, Checkpoint.OwnerJoined]);

    public static TheoryData<Checkpoint> IncomingFiles => Chosen(
        [Checkpoint.RemoteFileArrived], [Checkpoint.RemoteFileArriving, Checkpoint.RemoteFileFormed, Checkpoint.RemoteFileHalfUploaded, Checkpoint.RemoteFileUploaded]);

    public static TheoryData<Checkpoint> OutgoingFiles => Chosen([Checkpoint.MatrixFileArrived], [Checkpoint.MatrixFileArriving, Checkpoint.MatrixFileFormed]);

    [Theory]
    [MemberData(nameof(Outgoing))]
    public Task A_text_from_Matrix_is_on_the_phone_once(Checkpoint point) => TextFromMatrixAsync(point);

    [Theory]
    [MemberData(nameof(Incoming))]
    public Task A_text_from_WhatsApp_is_in_the_room_once(Checkpoint point) => TextFromWhatsAppAsync(point);

    [Theory]
    [MemberData(nameof(First))]
    public Task Somebody_new_has_one_room(Checkpoint point) => FirstTextAsync(point);

    [Theory]
    [InlineData(Checkpoint.ChangeHandingOver, "deletion")]
    [InlineData(Checkpoint.ChangeHandedOver, "edit")]
    [InlineData(Checkpoint.ChangeHandedOver, "reaction")]
    public Task A_change_on_Matrix_is_made_once(Checkpoint point, string change) => ChangeAsync(point, change);

    [Theory]
    [MemberData(nameof(IncomingFiles))]
    public Task A_file_from_WhatsApp_is_there_whole_and_once(Checkpoint point) => FileFromWhatsAppAsync(point);

    [Theory]
    [MemberData(nameof(OutgoingFiles))]
    public Task A_file_from_Matrix_is_there_whole_and_once(Checkpoint point) => FileFromMatrixAsync(point);

    [Theory]
    [InlineData(Checkpoint.LoginCompleted)]
    [InlineData(Checkpoint.LoginKept)]
    public Task Who_was_logging_in_is_in_or_can_begin_again(Checkpoint point) => LoginAsync(point);

    internal static TheoryData<Checkpoint> Chosen(Checkpoint[] always, Checkpoint[] inLongRuns) => [.. always, .. TestCourse.IsLong ? inLongRuns : []];
}

/// <summary>The points next to commits, on PostgreSQL.</summary>
public sealed class KillPointTestsOnPostgreSql(WhatsAppTalkOnPostgreSql talk) : KillPointTest(talk), IClassFixture<WhatsAppTalkOnPostgreSql>
{
    public static TheoryData<Checkpoint> Outgoing => KillPointTests.Chosen([Checkpoint.DeliveryEnding], [Checkpoint.MessageHandedOver]);

    public static TheoryData<Checkpoint> Incoming => KillPointTests.Chosen([Checkpoint.EventJournaled], [Checkpoint.EventSent]);

    [Theory]
    [MemberData(nameof(Outgoing))]
    public Task A_text_from_Matrix_is_on_the_phone_once(Checkpoint point) => TextFromMatrixAsync(point);

    [Theory]
    [MemberData(nameof(Incoming))]
    public Task A_text_from_WhatsApp_is_in_the_room_once(Checkpoint point) => TextFromWhatsAppAsync(point);
}
