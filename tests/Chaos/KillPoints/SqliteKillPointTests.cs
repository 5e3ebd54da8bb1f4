using Bridges.Core;
using Bridges.TestBeds;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>Every checkpoint, on the database that most people have.</summary>
public sealed class SqliteKillPointTests(SqliteKillPointStage stage) : KillPointTest(stage), IClassFixture<SqliteKillPointStage>
{
    public static TheoryData<Checkpoint> All => [.. Enum.GetValues<Checkpoint>()];

    /// <summary>Those at which nothing has happened yet that the next start could find: it comes by there again.</summary>
    public static TheoryData<Checkpoint> Passed_again => Chosen(
        [Checkpoint.HandOverNoted],
        Checkpoint.EventSending, Checkpoint.RoomCreationNoted, Checkpoint.TransactionReceived, Checkpoint.DeliveryEnding, Checkpoint.EventReceived, Checkpoint.BridgingEnding,
        Checkpoint.GhostRegistered, Checkpoint.OwnerJoined);

    /// <summary>Those that each of several messages passes by itself.</summary>
    public static TheoryData<Checkpoint> In_lanes => Chosen(
        [Checkpoint.MessageHandedOver, Checkpoint.EventSent],
        Checkpoint.HandOverNoted, Checkpoint.DeliveryEnding, Checkpoint.EventJournaled, Checkpoint.EventSending, Checkpoint.BridgingEnding);

    public static TheoryData<Checkpoint> Of_changes_on_Matrix => Chosen(
        [Checkpoint.ChangeHandedOver],
        Checkpoint.DeliveryEnding, Checkpoint.ChangeHandingOver, Checkpoint.TransactionReceived, Checkpoint.TransactionJournaled, Checkpoint.DeliveryEnded);

    public static TheoryData<Checkpoint> Of_changes_on_Telegram => Chosen(
        [Checkpoint.EventSent],
        Checkpoint.EventSending, Checkpoint.BridgingEnding, Checkpoint.EventReceived, Checkpoint.EventJournaled, Checkpoint.BridgingEnded);

    public static TheoryData<Checkpoint> Of_reactions_on_Matrix => Chosen([Checkpoint.ChangeHandedOver], Checkpoint.ChangeHandingOver, Checkpoint.DeliveryEnding);

    public static TheoryData<Checkpoint> Of_reactions_on_Telegram => Chosen([Checkpoint.EventSent], Checkpoint.EventSending, Checkpoint.BridgingEnding);

    public static TheoryData<Checkpoint> Of_polls => Chosen([Checkpoint.EventSent, Checkpoint.ChangeHandedOver], Checkpoint.EventSending, Checkpoint.ChangeHandingOver);

    public static TheoryData<Checkpoint> Of_pins => Chosen([Checkpoint.BridgingEnding], Checkpoint.EventJournaled, Checkpoint.BridgingEnded);

    [Theory]
    [MemberData(nameof(All))]
    public Task A_kill_at_each_checkpoint_changes_nothing(Checkpoint point) => SurviveAsync(point);

    [Theory]
    [MemberData(nameof(Passed_again))]
    public Task Three_kills_in_a_row_change_nothing(Checkpoint point) => SurviveAsync(point, deaths: 3);

    [Theory]
    [MemberData(nameof(In_lanes))]
    public Task A_kill_at_the_second_of_three_messages_changes_nothing(Checkpoint point) => SurviveInMidstreamAsync(point);

    [Theory]
    [MemberData(nameof(Of_changes_on_Matrix))]
    public Task An_edit_on_Matrix_is_made_once(Checkpoint point) => ChangeAsync(point, byBob: false, isDeletion: false);

    [Theory]
    [MemberData(nameof(Of_changes_on_Matrix))]
    public Task A_deletion_on_Matrix_is_made_once(Checkpoint point) => ChangeAsync(point, byBob: false, isDeletion: true);

    [Theory]
    [MemberData(nameof(Of_changes_on_Telegram))]
    public Task An_edit_on_Telegram_is_made_once(Checkpoint point) => ChangeAsync(point, byBob: true, isDeletion: false);

    [Theory]
    [MemberData(nameof(Of_changes_on_Telegram))]
    public Task A_deletion_on_Telegram_is_made_once(Checkpoint point) => ChangeAsync(point, byBob: true, isDeletion: true);

    [Theory]
    [MemberData(nameof(Of_reactions_on_Matrix))]
    public Task A_reaction_on_Matrix_is_made_once(Checkpoint point) => ReactAsync(point, byBob: false);

    [Theory]
    [MemberData(nameof(Of_reactions_on_Telegram))]
    public Task A_reaction_on_Telegram_is_shown_once(Checkpoint point) => ReactAsync(point, byBob: true);

    [Theory]
    [MemberData(nameof(Of_polls))]
    public Task A_poll_and_a_vote_are_there_once(Checkpoint point) => VoteAsync(point);

    [Theory]
    [MemberData(nameof(Of_pins))]
    public Task A_pin_is_shown_once(Checkpoint point) => PinAsync(point);

    [Fact]
    public Task A_message_that_a_killed_homeserver_does_not_tell_of_is_not_sent_again() => SurviveForgetfulHomeserverAsync();

    /// <param name="always">In every run.</param>
    /// <param name="further">In long ones besides.</param>
    private static TheoryData<Checkpoint> Chosen(Checkpoint[] always, params Checkpoint[] further) =>
        [.. always, .. TestCourse.IsLong ? further : []];
}
