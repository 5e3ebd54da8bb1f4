using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Storage;
using Prometheus;

namespace Bridges.Host;

/// <summary>What is asked of the bridge whenever metrics are collected: how much waits, since when, and how accounts stand.</summary>
internal sealed class BridgeFigures(HostMetrics metrics, IBridgeAdministration bridge, TimeProvider timeProvider)
{
    private const string FromMatrix = "from_matrix";
    private const string FromNetwork = "from_network";

    private readonly Gauge _pending = metrics.Factory.CreateGauge("bridges_journal_pending", "Journal rows that are not finished.", ["network", "direction"]);
    private readonly Gauge _oldest = metrics.Factory.CreateGauge("bridges_journal_oldest_seconds", "Age of the oldest unfinished journal row.", ["network", "direction"]);
    private readonly Gauge _dead = metrics.Factory.CreateGauge("bridges_dead_letters", "Messages that were given up and wait for an admin.", ["network", "direction"]);
    private readonly Gauge _lanes = metrics.Factory.CreateGauge("bridges_active_lanes", "Chats that have work at this moment.");
    private readonly Gauge _accounts = metrics.Factory.CreateGauge("bridges_accounts", "Accounts by the state of their connection.", ["network", "state"]);

    private readonly Gauge _stored = metrics.Factory.CreateGauge("bridges_stored_bytes", "What is kept on disk: the database, the media cache, engines' folders.", ["part"]);

    private readonly Gauge _networks = metrics.Factory.CreateGauge("bridges_network_healthy", "1 where a network's module says that it is well, 0 where it does not or is not loaded.", ["network"]);

    /// <summary>Shows every figure of these networks as nothing, so that none is missing until it is first needed.</summary>
    public void Announce(IEnumerable<NetworkId> networks)
    {
        foreach (var network in networks.Select(network => network.Value))
        {
            _networks.WithLabels(network).Set(0);
            foreach (var direction in new[] { FromMatrix, FromNetwork })
            {
                foreach (var gauge in new[] { _pending, _oldest, _dead })
                {
                    gauge.WithLabels(network, direction).Set(0);
                }
            }

            foreach (var condition in Enum.GetValues<AccountCondition>())
            {
                _accounts.WithLabels(network, NameOf(condition)).Set(0);
            }
        }
    }

    /// <summary>Begins to show the figures; not before the bridge runs.</summary>
    public void Publish() => metrics.BeforeCollect(UpdateAsync);

    private async Task UpdateAsync(CancellationToken cancellationToken)
    {
        await ShowNetworksAsync(cancellationToken);
        ShowAccounts();
        _lanes.Set(bridge.ActiveLanes);
        try
        {
            await ShowStoredAsync(cancellationToken);
            ShowJournal(await bridge.DepthAsync(cancellationToken));
        }
        catch (StorageException)
        {
            // The rest of the metrics is wanted all the more; the database's own trouble is in the log.
        }
    }

    private async Task ShowNetworksAsync(CancellationToken cancellationToken)
    {
        foreach (var network in await bridge.NetworksAsync(cancellationToken))
        {
            _networks.WithLabels(network.Description.Id.Value).Set(network.Health.IsHealthy ? 1 : 0);
        }
    }

    private async Task ShowStoredAsync(CancellationToken cancellationToken)
    {
        var stored = await bridge.StoredAsync(cancellationToken);
        if (stored.Database is { } database)
        {
            _stored.WithLabels("database").Set(database);
        }

        foreach (var folder in stored.Folders)
        {
            _stored.WithLabels(folder.Name).Set(folder.Bytes);
        }
    }

    private void ShowAccounts()
    {
        Clear(_accounts);
        foreach (var account in bridge.Accounts)
        {
            _accounts.WithLabels(account.Network.Value, NameOf(account.State.Condition)).Inc();
        }
    }

    private void ShowJournal(JournalDepth depth)
    {
        Clear(_pending, _oldest, _dead);
        foreach (var part in depth.Parts)
        {
            string[] labels = [part.Network.Value, part.Direction == JournalDirection.FromMatrix ? FromMatrix : FromNetwork];
            _pending.WithLabels(labels).Set(part.Pending);
            _dead.WithLabels(labels).Set(part.Dead);
            var age = part.OldestPending is { } oldest ? timeProvider.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(oldest) : TimeSpan.Zero;
            _oldest.WithLabels(labels).Set(Math.Max(0, age.TotalSeconds));
        }
    }

    private static string NameOf(AccountCondition condition) => condition.ToString().ToLowerInvariant();

    // What is gone must not be shown with its last value for ever.
    private static void Clear(params ReadOnlySpan<Gauge> gauges)
    {
        foreach (var gauge in gauges)
        {
            foreach (var labels in gauge.GetAllLabelValues())
            {
                gauge.WithLabels(labels).Set(0);
            }
        }
    }
}
