using Bridges.Core.Portals;
using Bridges.Core.Portals.Looks;
using Bridges.Core.Portals.Marks;
using Bridges.Core.Portals.Members;
using Bridges.Core.Portals.Moves;
using Bridges.Core.Portals.Opening;
using Bridges.Core.Portals.Rooms;
using Bridges.Core.Portals.Rules;
using Bridges.Core.Portals.Spaces;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Portals.Users;
using Bridges.Core.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>Rooms of chats: made, kept as their chats are, closed.</summary>
internal static class PortalServices
{
    public static IServiceCollection AddPortals(this IServiceCollection services) => services
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
        .AddSingleton<LookAuthorship>()
        .AddSingleton<LookWriter>()
        .AddSingleton<PortalLook>()
        .AddSingleton<PortalLevels>()
        .AddSingleton<LevelWrites>()
        .AddSingleton<StateRights>()
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
        .AddSingleton<ReturnedAccounts>()
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
        .AddSingleton<ChatReturns>()
        .AddSingleton<ChatRules>()
        .AddSingleton<DirectChats>()
        .AddSingleton<RoomMarks>()
        .AddSingleton<KeptChatStore>()
        .AddSingleton<KeptChats>()
        .AddSingleton<IBackgroundWork, MuteEnds>()
        .AddSingleton<FirstLooks>()
        .AddSingleton<ClientMarks>()
        .AddSingleton<IBackgroundWork, ClientMarkRounds>();
}
