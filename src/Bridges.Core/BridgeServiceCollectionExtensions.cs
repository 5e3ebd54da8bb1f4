using Bridges.Abstractions;
using Bridges.Core.Checkpoints;
using Bridges.Core.Lanes;
using Bridges.Core.Media;
using Bridges.Core.Wiring;
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
        services.AddSingleton<LimitsInForce>();
        services.TryAddSingleton<ICheckpoints, NoCheckpoints>();
        services.TryAddSingleton<IMediaConverter, NoMediaConverter>();
        return services
            .AddTables()
            .AddIdentity()
            .AddAccounts()
            .AddPortals()
            .AddFromNetwork()
            .AddFromMatrix()
            .AddMedia()
            .AddCommands()
            .AddUserAccounts()
            .AddStatus()
            .AddRows()
            .AddSingleton<BackgroundWorks>()
            .AddSingleton(provider => new Bridge(
                provider.GetRequiredService<NetworkLifecycle>(), provider.GetRequiredService<LaneScheduler>(), provider.GetRequiredService<BackgroundWorks>(),
                provider.GetRequiredService<HomeserverClients>(), options));
    }
}
