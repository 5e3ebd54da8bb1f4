using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Management;
using Bridges.Core.MissedEvents;
using Bridges.Core.Portals;
using Bridges.Core.Status;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core;

/// <summary>The bridge as a whole: what the host starts once the homeserver answers, and stops at the end.</summary>
public sealed partial class Bridge : IDisposable
{
    private static readonly TimeSpan _pruneEvery = TimeSpan.FromMinutes(10);
    private const int PruneSlice = 5000;

    private readonly NetworkCatalog _networks;
    private readonly NetworkStates _states;
    private readonly LaneScheduler _lanes;
    private readonly AccountLifecycle _accounts;
    private readonly DeliveryReports _reports;
    private readonly AccountStateNotices _stateNotices;
    private readonly AdminNotices _adminNotices;
    private readonly ProfileUpdates _profiles;
    private readonly PortalUpkeep _upkeep;
    private readonly MissedEventSearch _missed;
    private readonly IBackgroundWork[] _work;
    private readonly Journal _journal;
    private readonly HomeserverClients _clients;
    private readonly CoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Bridge> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoningStarts = new();
    private Task _background = Task.CompletedTask;
    private Task _starting = Task.CompletedTask;

    internal Bridge(
        NetworkCatalog networks, NetworkStates states, LaneScheduler lanes, AccountLifecycle accounts, DeliveryReports reports, AccountStateNotices stateNotices, AdminNotices adminNotices,
        ProfileUpdates profiles, PortalUpkeep upkeep, MissedEventSearch missed, IEnumerable<IBackgroundWork> work, Journal journal, HomeserverClients clients, CoreOptions options, TimeProvider time, ILogger<Bridge> logger)
    {
        _networks = networks;
        _states = states;
        _lanes = lanes;
        _accounts = accounts;
        _reports = reports;
        _stateNotices = stateNotices;
        _adminNotices = adminNotices;
        _profiles = profiles;
        _upkeep = upkeep;
        _missed = missed;
        _work = [.. work];
        _journal = journal;
        _clients = clients;
        _options = options;
        _time = time;
        _logger = logger;
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
        foreach (var work in _work)
        {
            await work.PrepareAsync(cancellationToken);
        }

        _background = Task.WhenAll(
        [
            RunAsync(_reports.RunAsync), RunAsync(_stateNotices.RunAsync), RunAsync(_adminNotices.RunAsync), RunAsync(_profiles.RunAsync), RunAsync(_upkeep.RunAsync),
            RunAsync(_missed.RunAsync), RunAsync(PruneAsync), .. _work.Select(work => RunAsync(work.RunAsync)),
        ]);
        await _accounts.TellOfRestingAsync(cancellationToken);
        var patience = Task.Delay(ModulePatience.Gathering, _time, cancellationToken);
        _starting = Task.WhenAll(_networks.All.Select(network => StartNetworkAsync(network, _abandoningStarts.Token)));
        if (await Task.WhenAny(_starting, patience) == _starting)
        {
            await _starting;
        }

        await _lanes.StartAsync(cancellationToken);
    }

    /// <summary>Finishes what is in hand, then ends accounts and networks. What is not finished stays in the journal.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        await _abandoningStarts.CancelAsync();
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _lanes.StopAsync(patience);
        await _accounts.StopAsync();
        await Task.WhenAll(_networks.All.Select(StopNetworkAsync));

        await _stopping.CancelAsync();
        await _background;
    }

    public void Dispose()
    {
        _abandoningStarts.Dispose();
        _stopping.Dispose();
    }

    private async Task StartNetworkAsync(LoadedNetwork network, CancellationToken cancellationToken)
    {
        try
        {
            await ModuleCalls.RunAsync(() => ComeUpAsync(network, cancellationToken), ModulePatience.Starting, _time, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NetworkNotStarted(_logger, exception, network.Description.Id.Value);
        }

        await _accounts.StartAsync(network.Description.Id, cancellationToken);
    }

    private async Task ComeUpAsync(LoadedNetwork network, CancellationToken cancellationToken)
    {
        var id = network.Description.Id;
        _states.Starting(id);
        try
        {
            await network.Network.StartAsync(cancellationToken);
            _states.Started(id);
        }
        catch
        {
            _states.Failed(id);
            throw;
        }
    }

    private async Task StopNetworkAsync(LoadedNetwork network)
    {
        try
        {
            await ModuleCalls.RunAsync(() => network.Network.DisposeAsync().AsTask(), ModulePatience.Ending, _time);
        }
        catch (Exception exception)
        {
            Log.NetworkNotStopped(_logger, exception, network.Description.Id.Value);
        }
    }

    private async Task PruneAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_pruneEvery, _time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            var before = (_time.GetUtcNow() - _options.KeepDone).ToUnixTimeMilliseconds();
            try
            {
                await _journal.DropDeadAsync((_time.GetUtcNow() - _options.KeepDead).ToUnixTimeMilliseconds(), stopping);
                while (await _journal.PruneAsync(before, PruneSlice, stopping))
                {
                    // The next slice; others write in between.
                }
            }
            catch (StorageException exception)
            {
                Log.NotPruned(_logger, exception);
            }
        }
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The bridge stops.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Network {Network} could not be started")]
        public static partial void NetworkNotStarted(ILogger logger, Exception exception, string network);

        [LoggerMessage(Level = LogLevel.Error, Message = "Network {Network} did not stop cleanly")]
        public static partial void NetworkNotStopped(ILogger logger, Exception exception, string network);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Old journal rows could not be removed")]
        public static partial void NotPruned(ILogger logger, Exception exception);
    }
}
