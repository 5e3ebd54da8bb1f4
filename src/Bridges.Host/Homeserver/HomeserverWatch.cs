using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host;

/// <summary>
/// Asks the homeserver again and again to call back (MSC2659). Synapse then delivers at once what it holds back after
/// failed deliveries, instead of up to an hour later; and while it cannot reach us, the log says so and why.
/// </summary>
internal sealed partial class HomeserverWatch(
    HomeserverClients clients, BridgesConfiguration configuration, HomeserverContact contact, IApplicationService bridge,
    HostTiming timing, TimeProvider timeProvider, ILogger<HomeserverWatch> logger)
{
    private string _said = "";

    /// <summary>Begins to ping, until the host stops.</summary>
    public void Start(CancellationToken stopping) => _ = RunAsync(stopping);

    /// <summary>The loop itself.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(await PingAsync(stopping), timeProvider, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    /// <returns>How long until the next time.</returns>
    private async Task<TimeSpan> PingAsync(CancellationToken stopping)
    {
        try
        {
            var duration = await clients.Main.PingAsync(configuration.Appservice.Id, $"ping-{timeProvider.GetUtcNow().ToUnixTimeMilliseconds()}", stopping);
            TellSuccess(duration, contact.Succeeded());
            return timing.PingPause;
        }
        catch (MatrixException exception) when (exception.ErrorCode == MatrixErrorCodes.Unrecognized)
        {
            // One that is too old, or a proxy in front of it that passes pings on to nobody: both may be mended.
            contact.CannotBeKnown();
            if (_said != nameof(Log.NotSupported))
            {
                Log.NotSupported(logger);
                _said = nameof(Log.NotSupported);
            }

            return timing.UnknownPingPause;
        }
        catch (MatrixException exception)
        {
            return Failed($"The homeserver does not reach us, so messages from Matrix do not arrive. {PingFailure.Explain(exception, configuration)}");
        }
        catch (HomeserverUnreachableException exception)
        {
            return Failed($"The homeserver does not answer: {exception.Message}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Who watches must not stop watching.
            return Failed($"The homeserver could not be asked whether it reaches us: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private void TellSuccess(TimeSpan duration, TimeSpan? outage)
    {
        if (outage is { } length)
        {
            // Only now does it deliver what it held back, and may keep back what comes meanwhile.
            bridge.SuspectLoss();
            Log.ReachedAgain(logger, TimeSpan.FromSeconds(Math.Round(length.TotalSeconds)));
        }
        else if (_said != nameof(Log.Reached))
        {
            Log.Reached(logger, (long)duration.TotalMilliseconds);
        }

        _said = nameof(Log.Reached);
    }

    private TimeSpan Failed(string explanation)
    {
        contact.Failed();
        bridge.SuspectLoss();
        // The same again is no news.
        if (_said != explanation)
        {
            Log.NotReached(logger, explanation);
            _said = explanation;
        }

        return timing.FailedPingPause;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The homeserver reaches us ({Milliseconds} ms)")]
        public static partial void Reached(ILogger logger, long milliseconds);

        [LoggerMessage(2, LogLevel.Information, "The homeserver reaches us again after {Outage}")]
        public static partial void ReachedAgain(ILogger logger, TimeSpan outage);

        [LoggerMessage(3, LogLevel.Information, "The homeserver cannot be asked whether it reaches us; it is too old for that, or a proxy keeps the question from it")]
        public static partial void NotSupported(ILogger logger);

        [LoggerMessage(4, LogLevel.Error, "{Explanation}")]
        public static partial void NotReached(ILogger logger, string explanation);
    }
}
