using Bridges.Core.DoublePuppets;
using Bridges.Core.Ghosts;
using Bridges.Core.IncomingEvents;
using Bridges.Core.Management;
using Bridges.Core.Metrics;
using Bridges.Core.Portals.Upkeep;
using Bridges.Core.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>Networks, ghosts, double puppets, and what is told to admins.</summary>
internal static class IdentityServices
{
    public static IServiceCollection AddIdentity(this IServiceCollection services) => services
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
}
