using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Administration;
using Bridges.Core.CatchUp;
using Bridges.Core.Checkpoints;
using Bridges.Core.Commands;
using Bridges.Core.Commands.Groups;
using Bridges.Core.Commands.Login;
using Bridges.Core.Commands.Stickers;
using Bridges.Core.DoublePuppets;
using Bridges.Core.Ephemeral;
using Bridges.Core.FromMatrix;
using Bridges.Core.FromMatrix.Choices;
using Bridges.Core.FromMatrix.Contents;
using Bridges.Core.FromMatrix.Groups;
using Bridges.Core.FromMatrix.Pins;
using Bridges.Core.FromMatrix.Places;
using Bridges.Core.FromMatrix.Polls;
using Bridges.Core.FromMatrix.Reactions;
using Bridges.Core.FromNetwork;
using Bridges.Core.FromNetwork.Contents;
using Bridges.Core.FromNetwork.Parts;
using Bridges.Core.FromNetwork.Pins;
using Bridges.Core.FromNetwork.Places;
using Bridges.Core.FromNetwork.Polls;
using Bridges.Core.FromNetwork.Reactions;
using Bridges.Core.FromNetwork.Transfers;
using Bridges.Core.Ghosts;
using Bridges.Core.Groups;
using Bridges.Core.IncomingEvents;
using Bridges.Core.Intake;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.LiveLocations;
using Bridges.Core.Management;
using Bridges.Core.Media;
using Bridges.Core.Metrics;
using Bridges.Core.MissedEvents;
using Bridges.Core.Portals;
using Bridges.Core.Rooms;
using Bridges.Core.Provisioning;
using Bridges.Core.RowHandling;
using Bridges.Core.Status;
using Bridges.Core.Timers;
using Bridges.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bridges.Core;

/// <summary>Puts the bridge together.</summary>
public static class BridgeServiceCollectionExtensions
{
    /// <summary>
    /// Adds the bridge. The host adds beside it: <see cref="Database"/>, <see cref="Journal"/>, <see cref="SecretBox"/>,
    /// <see cref="HomeserverClients"/>, <see cref="TimeProvider"/>, logging, and a <see cref="LoadedNetwork"/> for each module;
    /// before it, where somebody is to be told of them, <see cref="ICheckpoints"/>, and where files are to be looked into and
    /// converted, <see cref="IMediaConverter"/>.
    /// </summary>
    public static IServiceCollection AddBridgesCore(this IServiceCollection services, CoreOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton<ICheckpoints, NoCheckpoints>();
        services.TryAddSingleton<IMediaConverter, NoMediaConverter>();
        return services
            .AddTables()
            .AddIdentity()
            .AddAccounts()
            .AddDirections()
            .AddCargo()
            .AddCommands()
            .AddUserAccounts()
            .AddPageCommand()
            .AddSingleton<RowEnds>()
            .AddSingleton<RowWaits>()
            .AddSingleton<SendsInHand>()
            .AddSingleton<LaneFactory>()
            .AddSingleton<LaneScheduler>()
            .AddSingleton<RowDirections>()
            .AddSingleton<RowAnnouncements>()
            .AddSingleton<ILaneHandler, JournalRowHandler>()
            .AddSingleton<IBackgroundWork, JournalPruning>()
            .AddSingleton<EventRows>()
            .AddSingleton<UnreadableRows>()
            .AddSingleton<RoomSearch>()
            .AddSingleton<ActiveRooms>()
            .AddSingleton<SearchedUpTo>()
            .AddBackgroundWork<MissedEventSearch>()
            .AddSingleton<TransactionRows>()
            .AddSingleton<NamespaceUsers>()
            .AddSingleton<IApplicationService, TransactionIntake>()
            .AddSingleton<MessageTraces>()
            .AddSingleton<BridgeLoad>()
            .AddSingleton<IBridgeAdministration, BridgeAdministration>()
            .AddSingleton<NetworkLifecycle>()
            .AddSingleton(provider => new Bridge(
                provider.GetRequiredService<NetworkLifecycle>(), provider.GetRequiredService<LaneScheduler>(), provider.GetServices<IBackgroundWork>(),
                provider.GetRequiredService<HomeserverClients>(), options));
    }

    private static IServiceCollection AddTables(this IServiceCollection services) => services
        .AddSingleton<MessageTable>()
        .AddSingleton<EditTable>()
        .AddSingleton<PortalTable>()
        .AddSingleton<GhostTable>()
        .AddSingleton<MovedPeopleTable>()
        .AddSingleton<AccountTable>()
        .AddSingleton<HeldEventTable>()
        .AddSingleton<AccountChatTable>()
        .AddSingleton<UserTable>()
        .AddSingleton<SettingTable>();

    private static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddSingleton<NetworkCatalog>()
        .AddSingleton<NetworkStates>()
        .AddSingleton<CurrentPeople>()
        .AddSingleton<GhostIds>()
        .AddSingleton<GhostRegistry>()
        .AddSingleton<Avatars>()
        .AddBackgroundWork<ProfileUpdates>()
        .AddSingleton<GhostNames>()
        .AddSingleton<DoublePuppetRegistry>()
        .AddSingleton<AdminRoom>()
        .AddBackgroundWork<AdminNotices>()
        .AddSingleton<IDoublePuppetNews>(provider => provider.GetRequiredService<AdminNotices>())
        .AddSingleton<BridgeInformation>()
        .AddSingleton<EventFilter>()
        .AddSingleton<BridgeMeter>();

    private static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<AccountStore>()
        .AddSingleton<HistoryAmounts>()
        .AddSingleton<RequestedHistory>()
        .AddSingleton<PushedHistory>()
        .AddSingleton<OlderMessages>()
        .AddSingleton<AccountRegistry>()
        .AddSingleton<AccountLifecycle>()
        .AddSingleton<AccountRooms>()
        .AddSingleton<IAccountEvents, AccountEvents>()
        .AddSingleton<IBackgroundWork, ConnectionWatch>()
        .AddBackgroundWork<AccountStateNotices>()
        .AddSingleton<ManagementRooms>()
        .AddSingleton<RoomPrivacy>()
        .AddSingleton<LastSearches>()
        .AddSingleton<ChatComparison>()
        .AddSingleton<GapFinder>()
        .AddSingleton<FirstSync>()
        .AddSingleton<OpenedRooms>()
        .AddSingleton<RemoteTypingNotices>()
        .AddSingleton<MatrixTypingNotices>();

    private static IServiceCollection AddDirections(this IServiceCollection services) => services
        .AddSingleton<PortalRegistry>()
        .AddSingleton<NewRooms>()
        .AddSingleton<RoomResidents>()
        .AddSingleton<PortalMaker>()
        .AddSingleton<PortalDescriptions>()
        .AddSingleton<PortalRooms>()
        .AddSingleton<UserEntrances>()
        .AddSingleton<PortalOwners>()
        .AddSingleton<PortalFirstUsers>()
        .AddSingleton<PortalDoor>()
        .AddSingleton<ChatTimers>()
        .AddSingleton<PortalTraits>()
        .AddSingleton<PortalLook>()
        .AddSingleton<PortalLevels>()
        .AddSingleton<ExpectedMembers>()
        .AddSingleton<PortalLeavers>()
        .AddSingleton<PortalPeople>()
        .AddSingleton<PortalGhosts>()
        .AddSingleton<PortalPrivacy>()
        .AddSingleton<NonMembers>()
        .AddSingleton<UndecidedExits>()
        .AddSingleton<PortalExits>()
        .AddSingleton<SpaceEntries>()
        .AddSingleton<PortalSpaces>()
        .AddSingleton<PortalComparison>()
        .AddBackgroundWork<PortalUpkeep>()
        .AddSingleton<ReplacementRooms>()
        .AddSingleton<PortalMove>()
        .AddSingleton<PortalUpgrades>()
        .AddSingleton<GhostHandover>()
        .AddBackgroundWork<GhostSuccession>()
        .AddSingleton<RoomTurns>()
        .AddSingleton<RoomBudget>()
        .AddSingleton<SenderAccounts>()
        .AddSingleton<RoomDeparture>()
        .AddSingleton<PortalCloser>()
        .AddSingleton<OrphanedRooms>()
        .AddSingleton<AccountChats>()
        .AddSingleton<ChatRules>()
        .AddSingleton<DirectChats>()
        .AddSingleton<RoomMarks>()
        .AddSingleton<KeptChats>()
        .AddSingleton<IBackgroundWork, MuteEnds>()
        .AddSingleton<RemoteEventHandler>()
        .AddSingleton<RemoteChanges>()
        .AddSingleton<OwnEchoes>()
        .AddSingleton<RemoteTargets>()
        .AddSingleton<RemoteMessages>()
        .AddSingleton<EditedMessages>()
        .AddSingleton<RemoteEdits>()
        .AddSingleton<RemoteDeletions>()
        .AddSingleton<RemoteReadReceipts>()
        .AddSingleton<RemoteRooms>()
        .AddSingleton<RemoteChatEvents>()
        .AddSingleton<RemoteMemberships>()
        .AddSingleton<RemoteNonMembers>()
        .AddSingleton<RemoteNotices>()
        .AddSingleton<RoomsLeftBehind>()
        .AddSingleton<RemoteChatMoves>()
        .AddSingleton<FormerRooms>()
        .AddSingleton<MovedLanes>()
        .AddSingleton<RemoteEventJournal>()
        .AddSingleton<IRoomOrders>(services => services.GetRequiredService<RemoteEventJournal>())
        .AddSingleton<HeldEvents>()
        .AddSingleton<ReceivedEvents>()
        .AddSingleton<PeopleNews>()
        .AddSingleton<Senders>()
        .AddSingleton<SenderActions>()
        .AddSingleton<SentEvents>()
        .AddSingleton<RoomLives>()
        .AddSingleton<MatrixRowHandler>()
        .AddSingleton<GroupChanges>()
        .AddSingleton<PortalEvents>()
        .AddSingleton<OwnEvents>()
        .AddSingleton<EventTargets>()
        .AddSingleton<Changes>()
        .AddSingleton<EditsTakenBack>()
        .AddSingleton<ReadPositions>()
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
        .AddBackgroundWork<DeliveryReports>()
        .AddSingleton<UnshownMessages>();

    private static IServiceCollection AddCargo(this IServiceCollection services) => services
        .AddSingleton<CarriedFileTable>()
        .AddSingleton<ReactionTable>()
        .AddSingleton<PollTable>()
        .AddSingleton<PinTable>()
        .AddSingleton<TimerTable>()
        .AddSingleton<LiveLocationTable>()
        .AddSingleton<TransferFolders>()
        .AddSingleton<FileLimits>()
        .AddSingleton<FileFetcher>()
        .AddSingleton<FileForms>()
        .AddSingleton<FileUploads>()
        .AddSingleton<TransferFigures>()
        .AddSingleton<FilesUnderWay>()
        .AddSingleton<ProgressNotices>()
        .AddSingleton<FileCarrier>()
        .AddSingleton<RemoteFiles>()
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
        .AddSingleton<LiveLocationNews>()
        .AddSingleton<SharedPlaces>()
        .AddSingleton<LiveLocationShowing>()
        .AddSingleton<MatrixBeacons>()
        .AddSingleton<PartSender>()
        .AddSingleton<EditComposer>()
        .AddSingleton<TransferEdits>()
        .AddSingleton<TransferFilling>()
        .AddSingleton<RemoteTransfers>()
        .AddSingleton<PeoplesReactions>()
        .AddBackgroundWork<ReactionCrowds>()
        .AddSingleton<ReactionContents>()
        .AddSingleton<RemoteReactionChanges>()
        .AddSingleton<ReactionsTakenBack>()
        .AddSingleton<AnonymousReactions>()
        .AddSingleton<ReactionNews>()
        .AddSingleton<RemotePolls>()
        .AddSingleton<RemotePins>()
        .AddSingleton<FromMatrix.Contents.TextReader>()
        .AddSingleton<MatrixFiles>()
        .AddSingleton<MediaFitting>()
        .AddSingleton<MediaReader>()
        .AddSingleton<MessageReader>()
        .AddSingleton<UnhurriedReading>()
        .AddSingleton<SentRemarks>()
        .AddSingleton<ChoiceTable>()
        .AddSingleton<ChoicePresses>()
        .AddSingleton<MessageLinks>()
        .AddSingleton<MatrixMessageLinks>()
        .AddSingleton<ReactionKeys>()
        .AddSingleton<RefusedReactions>()
        .AddSingleton<SetReactions>()
        .AddSingleton<MatrixReactions>()
        .AddSingleton<MatrixPolls>()
        .AddSingleton<MatrixPins>()
        .AddSingleton<GroupDeeds>()
        .AddSingleton<GroupPictures>()
        .AddSingleton<MemberChanges>()
        .AddSingleton<MatrixRoomLook>()
        .AddSingleton<RoomLookReturn>()
        .AddSingleton<RoomRulers>()
        .AddSingleton<MatrixPeople>()
        .AddSingleton<MatrixMembers>()
        .AddSingleton<MembershipReturn>()
        .AddSingleton<MatrixLevels>()
        .AddSingleton<LevelsReturn>()
        .AddSingleton<ReturnedChanges>()
        .AddSingleton<OutgoingFailures>()
        .AddSingleton<IBackgroundWork, TransferUpkeep>()
        .AddSingleton<IBackgroundWork, DisappearingMessages>()
        .AddSingleton<IBackgroundWork, RemoteLiveLocationRounds>()
        .AddSingleton<IBackgroundWork, MatrixLiveLocationRounds>();

    /// <summary>One that others have to do with besides.</summary>
    private static IServiceCollection AddBackgroundWork<T>(this IServiceCollection services)
        where T : class, IBackgroundWork => services
        .AddSingleton<T>()
        .AddSingleton<IBackgroundWork>(provider => provider.GetRequiredService<T>());

    /// <summary>Where the host has added a page before.</summary>
    private static IServiceCollection AddPageCommand(this IServiceCollection services) =>
        services.Any(service => service.ServiceType == typeof(IPageLinks)) ? services.AddSingleton<ICommand, PageCommand>() : services;

    private static IServiceCollection AddUserAccounts(this IServiceCollection services) => services
        .AddSingleton<LoginSessions>()
        .AddSingleton<ChatRooms>()
        .AddSingleton<ListedChats>()
        .AddSingleton<IUserAccounts, UserAccounts>()
        .AddSingleton<UserPeople>()
        .AddSingleton<IUserPeople>(provider => provider.GetRequiredService<UserPeople>())
        .AddSingleton<ChatLists>()
        .AddSingleton<ChatSwitching>()
        .AddSingleton<IUserChats, UserChats>()
        .AddSingleton<IUserFailures, UserFailures>();

    private static IServiceCollection AddMemberCommands(this IServiceCollection services)
    {
        foreach (var deed in MemberDeed.All)
        {
            services.AddSingleton<ICommand>(provider => ActivatorUtilities.CreateInstance<MemberCommand>(provider, deed));
        }

        return services;
    }

    private static IServiceCollection AddCommands(this IServiceCollection services) => services
        .AddSingleton<CommandDispatcher>()
        .AddSingleton<AccountChoice>()
        .AddSingleton<LoginDisplays>()
        .AddSingleton<LoginRooms>()
        .AddSingleton<CompletedLogins>()
        .AddSingleton<LoginConversations>()
        .AddSingleton<SyncReports>()
        .AddSingleton<QrPictures>()
        .AddSingleton<LoginSecrets>()
        .AddSingleton<LoginLimits>()
        .AddSingleton<NetworkCommands>()
        .AddSingleton<RoomLinks>()
        .AddSingleton<DeadLetters>()
        .AddSingleton<ICommand, HelpCommand>()
        .AddSingleton<ICommand, LoginCommand>()
        .AddSingleton<ICommand, CancelCommand>()
        .AddSingleton<ICommand, ListLoginsCommand>()
        .AddSingleton<ICommand, LogoutCommand>()
        .AddSingleton<ICommand, StartChatCommand>()
        .AddSingleton<ICommand, SearchCommand>()
        .AddSingleton<ICommand, JoinCommand>()
        .AddSingleton<ICommand, LeaveCommand>()
        .AddSingleton<ICommand, AcceptCommand>()
        .AddSingleton<ICommand, RefuseCommand>()
        .AddSingleton<NamedPeople>()
        .AddSingleton<ICommand, CreateGroupCommand>()
        .AddSingleton<ICommand, RenameCommand>()
        .AddSingleton<ICommand, TopicCommand>()
        .AddMemberCommands()
        .AddSingleton<ICommand, InviteLinkCommand>()
        .AddSingleton<ICommand, BlockCommand>()
        .AddSingleton<ICommand, UnblockCommand>()
        .AddSingleton<ICommand, MuteCommand>()
        .AddSingleton<ICommand, ArchiveCommand>()
        .AddSingleton<ICommand, PlayedCommand>()
        .AddSingleton<ICommand, TimerCommand>()
        .AddSingleton<ICommand, ChatsCommand>()
        .AddSingleton<ICommand, BridgeCommand>()
        .AddSingleton<ICommand, UnbridgeCommand>()
        .AddSingleton<ICommand, SyncCommand>()
        .AddSingleton<ICommand, HistoryCommand>()
        .AddSingleton<StickerImports>()
        .AddSingleton<ICommand, ImportStickersCommand>()
        .AddSingleton<StoreMeasuring>()
        .AddSingleton<StandingReport>()
        .AddSingleton<MessageFates>()
        .AddSingleton<ICommand, StatusCommand>()
        .AddSingleton<ICommand, RetryCommand>()
        .AddSingleton<ICommand, DeadLettersCommand>();
}
