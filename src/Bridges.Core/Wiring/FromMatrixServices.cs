using Bridges.Core.FromMatrix;
using Bridges.Core.FromMatrix.Choices;
using Bridges.Core.FromMatrix.Contents;
using Bridges.Core.FromMatrix.Groups;
using Bridges.Core.FromMatrix.Pins;
using Bridges.Core.FromMatrix.Places;
using Bridges.Core.FromMatrix.Polls;
using Bridges.Core.FromMatrix.Reactions;
using Bridges.Core.Groups;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>What comes from the homeserver.</summary>
internal static class FromMatrixServices
{
    public static IServiceCollection AddFromMatrix(this IServiceCollection services) => services
        .AddSingleton<RoomLives>()
        .AddSingleton<MatrixRowHandler>()
        .AddSingleton<GroupChanges>()
        .AddSingleton<PortalEvents>()
        .AddSingleton<OwnEvents>()
        .AddSingleton<EventTargets>()
        .AddSingleton<Changes>()
        .AddSingleton<EditsTakenBack>()
        .AddSingleton<ReadPositions>()
        .AddSingleton<AnsweredMessages>()
        .AddSingleton<OutgoingMessages>()
        .AddSingleton<MatrixMessages>()
        .AddSingleton<MatrixEdits>()
        .AddSingleton<MatrixDeletions>()
        .AddSingleton<MatrixReceipts>()
        .AddSingleton<MatrixMembership>()
        .AddSingleton<PortalVisitors>()
        .AddSingleton<BotInvitations>()
        .AddSingleton<InvitedChats>()
        .AddSingleton<GhostInvitations>()
        .AddSingleton<Deliveries>()
        .AddSingleton<MatrixBeacons>()
        .AddSingleton<FromMatrix.Contents.TextReader>()
        .AddSingleton<MatrixFiles>()
        .AddSingleton<MediaFitting>()
        .AddSingleton<MediaReader>()
        .AddSingleton<PreviewReader>()
        .AddSingleton<MessageReader>()
        .AddSingleton<UnhurriedReading>()
        .AddSingleton<SentRemarks>()
        .AddSingleton<ChoicePresses>()
        .AddSingleton<MatrixMessageLinks>()
        .AddSingleton<ReactionKeys>()
        .AddSingleton<RefusedReactions>()
        .AddSingleton<SetReactions>()
        .AddSingleton<MatrixReactions>()
        .AddSingleton<MatrixPollStarts>()
        .AddSingleton<MatrixPolls>()
        .AddSingleton<RoomPins>()
        .AddSingleton<MatrixPins>()
        .AddSingleton<GroupPictures>()
        .AddSingleton<MemberChanges>()
        .AddSingleton<MatrixRoomLook>()
        .AddSingleton<RoomLookReturn>()
        .AddSingleton<RoomRulers>()
        .AddSingleton<MatrixMembers>()
        .AddSingleton<MembershipReturn>()
        .AddSingleton<MatrixLevels>()
        .AddSingleton<LevelsReturn>()
        .AddSingleton<ReturnedChanges>()
        .AddSingleton<OutgoingFailures>()
        .AddSingleton<IBackgroundWork, MatrixLiveLocationRounds>()
        .AddSingleton<GroupDeeds>()
        .AddSingleton<MatrixPeople>();
}
