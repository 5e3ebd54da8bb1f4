using Bridges.Core.Lanes;

namespace Bridges.Core;

/// <summary>The bridge as a whole: what the host starts once the homeserver answers, and stops at the end.</summary>
public sealed class Bridge
{
    private readonly NetworkLifecycle _networks;
    private readonly LaneScheduler _lanes;
    private readonly BackgroundWorks _background;
    private readonly HomeserverClients _clients;
    private readonly CoreOptions _options;

    internal Bridge(NetworkLifecycle networks, LaneScheduler lanes, BackgroundWorks background, HomeserverClients clients, CoreOptions options)
    {
        _networks = networks;
        _lanes = lanes;
        _background = background;
        _clients = clients;
        _options = options;
    }

    /// <summary>Makes the bot known to the homeserver. Repeatable.</summary>
    public async Task PrepareBotAsync(CancellationToken cancellationToken)
    {
        await _clients.Main.RegisterAsync(_options.BotLocalpart, cancellationToken);
        await _clients.Main.SetDisplayNameAsync(actingAs: null, _options.BotName, cancellationToken);
    }

    /// <summary>
    /// Starts networks and accounts, then works off what was left over. A network that fails stops no other, and one that
    /// takes long comes up later.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _background.StartAsync(cancellationToken);
        await _networks.StartAsync(cancellationToken);
        await _lanes.StartAsync(cancellationToken);
    }

    /// <summary>Finishes what is in hand, then ends accounts and networks. What is not finished stays in the journal.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        await _networks.AbandonStartsAsync();
        await _lanes.StopAsync(patience);
        await _networks.StopAsync();
        await _background.StopAsync();
    }
}
