using Bridges.TestBeds.Synapse;

namespace Bridges.TestBeds.Host;

/// <summary>A real Synapse and the product, made known to each other and running.</summary>
public sealed class BridgedSynapse : IAsyncDisposable
{
    private BridgedSynapse(SynapseServer synapse, BridgesHost host)
    {
        Synapse = synapse;
        Host = host;
    }

    /// <summary>The homeserver.</summary>
    public SynapseServer Synapse { get; }

    /// <summary>The product.</summary>
    public BridgesHost Host { get; }

    /// <summary>The user id of the product's bot.</summary>
    public string BotUserId => Synapse.UserId("bridges");

    /// <summary>
    /// Starts both; returns when both are ready. The options' <see cref="BridgesHostOptions.HomeserverUrl"/> is
    /// <paramref name="configure"/>'s argument. The homeserver's port, name and registrations are set here, whatever its options say.
    /// </summary>
    public static async Task<BridgedSynapse> StartAsync(
        Func<Uri, BridgesHostOptions>? configure = null, SynapseOptions? homeserverOptions = null, CancellationToken cancellation = default)
    {
        var port = Ports.Free();
        var homeserver = new Uri($"http://127.0.0.1:{port}/");
        var options = configure?.Invoke(homeserver) ?? new BridgesHostOptions { HomeserverUrl = homeserver };
        var host = BridgesHost.Prepare(options);
        SynapseServer? synapse = null;
        try
        {
            synapse = await SynapseServer.StartAsync(
                (homeserverOptions ?? new SynapseOptions()) with
                {
                    Port = port,
                    ServerName = options.ServerName,
                    Registrations = host.RegistrationFiles,
                },
                cancellation);
            await host.StartAsync(cancellation);
            return new BridgedSynapse(synapse, host);
        }
        catch
        {
            await host.DisposeAsync();
            if (synapse is not null)
            {
                await synapse.DisposeAsync();
            }

            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Synapse.DisposeAsync();
    }
}
