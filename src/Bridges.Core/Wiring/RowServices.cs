using Bridges.Core.Administration;
using Bridges.Core.IncomingEvents;
using Bridges.Core.Intake;
using Bridges.Core.JournalRows;
using Bridges.Core.Lanes;
using Bridges.Core.MissedEvents;
using Bridges.Core.RowHandling;
using Bridges.Core.Status;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>The way of a row: taken in, put into its lane, carried out.</summary>
internal static class RowServices
{
    public static IServiceCollection AddRows(this IServiceCollection services) => services
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
        .AddSingleton<MovedLanes>();
}
