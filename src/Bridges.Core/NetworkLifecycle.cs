using Bridges.Core.Accounts;
using Microsoft.Extensions.Logging;

namespace Bridges.Core;

/// <summary>Starts the networks, each with its accounts, and ends them.</summary>
internal sealed partial class NetworkLifecycle(
    NetworkCatalog networks, NetworkStates states, AccountLifecycle accounts, TimeProvider time, ILogger<NetworkLifecycle> logger) : IDisposable
{
    private readonly CancellationTokenSource _abandoningStarts = new();
    private Task _starting = Task.CompletedTask;

    /// <summary>Returns when all are up, or when the patience for those that take long is over; they come up later.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await accounts.TellOfRestingAsync(cancellationToken);
        var patience = Task.Delay(ModulePatience.Gathering, time, cancellationToken);
        _starting = Task.WhenAll(networks.All.Select(network => StartAsync(network, _abandoningStarts.Token)));
        if (await Task.WhenAny(_starting, patience) == _starting)
        {
            await _starting;
        }
    }

    /// <summary>Waits no longer for networks that are still coming up.</summary>
    public async Task AbandonStartsAsync()
    {
        await _abandoningStarts.CancelAsync();
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends the accounts, then the networks.</summary>
    public async Task StopAsync()
    {
        await accounts.StopAsync();
        await Task.WhenAll(networks.All.Select(StopAsync));
    }

    public void Dispose() => _abandoningStarts.Dispose();

    private async Task StartAsync(LoadedNetwork network, CancellationToken cancellationToken)
    {
        try
        {
            await ModuleCalls.RunAsync(() => ComeUpAsync(network, cancellationToken), ModulePatience.Starting, time, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotStarted(logger, exception, network.Description.Id.Value);
        }

        await accounts.StartAsync(network.Description.Id, cancellationToken);
    }

    private async Task ComeUpAsync(LoadedNetwork network, CancellationToken cancellationToken)
    {
        var id = network.Description.Id;
        states.Starting(id);
        try
        {
            await network.Network.StartAsync(cancellationToken);
            states.Started(id);
        }
        catch
        {
            states.Failed(id);
            throw;
        }
    }

    private async Task StopAsync(LoadedNetwork network)
    {
        try
        {
            await ModuleCalls.RunAsync(() => network.Network.DisposeAsync().AsTask(), ModulePatience.Ending, time);
        }
        catch (Exception exception)
        {
            Log.NotStopped(logger, exception, network.Description.Id.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Network {Network} could not be started")]
        public static partial void NotStarted(ILogger logger, Exception exception, string network);

        [LoggerMessage(Level = LogLevel.Error, Message = "Network {Network} did not stop cleanly")]
        public static partial void NotStopped(ILogger logger, Exception exception, string network);
    }
}
