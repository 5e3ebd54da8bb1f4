using Bridges.Core.FromNetwork;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.FromNetwork.Pins;
using Bridges.Core.FromNetwork.Places;
using Bridges.Core.FromNetwork.Polls;
using Bridges.Core.FromNetwork.Reactions;
using Bridges.Core.FromNetwork.Transfers;
using Bridges.Core.Portals.Spaces;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>What comes from the networks.</summary>
internal static class FromNetworkServices
{
    public static IServiceCollection AddFromNetwork(this IServiceCollection services) => services
        .AddSingleton<Tellers>()
        .AddSingleton<LostRooms>()
        .AddSingleton<RemoteEventHandler>()
        .AddSingleton<RemoteChanges>()
        .AddSingleton<OwnEchoes>()
        .AddSingleton<RemoteTargets>()
        .AddSingleton<RemoteReplies>()
        .AddSingleton<RemoteMessages>()
        .AddSingleton<EditedMessages>()
        .AddSingleton<RemoteEdits>()
        .AddSingleton<RemoteDeletions>()
        .AddSingleton<RemoteReadReceipts>()
        .AddSingleton<RoomBeginnings>()
        .AddSingleton<RemoteRooms>()
        .AddSingleton<RemoteChatEvents>()
        .AddSingleton<RemoteMemberships>()
        .AddSingleton<RemoteNonMembers>()
        .AddSingleton<RemoteNotices>()
        .AddSingleton<RoomsLeftBehind>()
        .AddSingleton<RemoteChatMoves>()
        .AddSingleton<FormerRooms>()
        .AddSingleton<RemoteEventJournal>()
        .AddSingleton<IRoomOrders>(services => services.GetRequiredService<RemoteEventJournal>())
        .AddSingleton<HeldEvents>()
        .AddSingleton<ReceivedEvents>()
        .AddSingleton<PeopleNews>()
        .AddSingleton<Senders>()
        .AddSingleton<SenderActions>()
        .AddSingleton<SentEvents>()
        .AddSingleton<EmojiPictures>()
        .AddSingleton<TextComposer>()
        .AddSingleton<LinkPreviews>()
        .AddSingleton<MediaComposer>()
        .AddSingleton<MessageComposer>()
        .AddSingleton<ContactCards>()
        .AddSingleton<PartFiles>()
        .AddSingleton<TransferRows>()
        .AddSingleton<FileStandIns>()
        .AddSingleton<FileParts>()
        .AddSingleton<SharedPlaces>()
        .AddSingleton<LiveLocationShowing>()
        .AddSingleton<PartSender>()
        .AddSingleton<EditComposer>()
        .AddSingleton<TransferEdits>()
        .AddSingleton<LostTransfers>()
        .AddSingleton<TransferFilling>()
        .AddSingleton<RemoteTransfers>()
        .AddSingleton<PeoplesReactions>()
        .AddBackgroundWork<ReactionCrowds>()
        .AddSingleton<ReactionContents>()
        .AddSingleton<RemoteReactionChanges>()
        .AddSingleton<ReactionsTakenBack>()
        .AddSingleton<AnonymousReactions>()
        .AddSingleton<ReactionNews>()
        .AddSingleton<PollQuestions>()
        .AddSingleton<RemotePolls>()
        .AddSingleton<PinChecks>()
        .AddSingleton<RemotePins>()
        .AddSingleton<MessageLinks>()
        .AddSingleton<IBackgroundWork, RemoteLiveLocationRounds>();
}
