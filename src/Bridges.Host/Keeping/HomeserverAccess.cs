using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host.Keeping;

/// <summary>Clients for the homeserver, for commands that work on it while no host runs.</summary>
internal sealed class HomeserverAccess : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public HomeserverAccess(BridgesConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHomeserverClient(_ => configuration.ToHomeserverOptions(configuration.Appservice.AsToken) with { User = configuration.ToCoreOptions().Bot });
        _services = services.BuildServiceProvider();
        Clients = new HomeserverClients(
            _services.GetRequiredService<HomeserverClient>(),
            configuration.DoublePuppet is { Enabled: true, AsToken: { } token } ? _services.CreateHomeserverClient(configuration.ToHomeserverOptions(token)) : null);
    }

    public HomeserverClients Clients { get; }

    /// <summary>A client with a user's own token.</summary>
    public HomeserverClient As(BridgesConfiguration configuration, Secret token) => _services.CreateHomeserverClient(configuration.ToHomeserverOptions(token));

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
