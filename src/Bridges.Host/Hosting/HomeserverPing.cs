using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;

namespace Bridges.Host;

/// <summary>
/// Asks the homeserver to call back (MSC2659). Synapse then delivers at once what it holds back after failed deliveries,
/// instead of minutes later; and if it cannot reach us, the log says so and why.
/// </summary>
internal sealed partial class HomeserverPing(
    HomeserverClients clients, BridgesConfiguration configuration, TimeProvider timeProvider, ILogger<HomeserverPing> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Begins to ping, until it goes well once.</summary>
    public void Start(CancellationToken stopping) => _ = PingUntilReachedAsync(stopping);

    private async Task PingUntilReachedAsync(CancellationToken stopping)
    {
        try
        {
            while (!await TryAsync(stopping))
            {
                await Task.Delay(Pause, timeProvider, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task<bool> TryAsync(CancellationToken stopping)
    {
        try
        {
            var duration = await clients.Main.PingAsync(configuration.Appservice.Id, $"start-{timeProvider.GetUtcNow().ToUnixTimeMilliseconds()}", stopping);
            Log.Reached(logger, (long)duration.TotalMilliseconds);
            return true;
        }
        catch (MatrixException exception) when (exception.ErrorCode == MatrixErrorCodes.Unrecognized)
        {
            Log.NotSupported(logger);
            return true;
        }
        catch (MatrixException exception)
        {
            Log.NotReached(logger, PingFailure.Explain(exception, configuration).ToString());
            return false;
        }
        catch (HomeserverUnreachableException exception)
        {
            Log.NotReached(logger, exception.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The homeserver reaches us ({Milliseconds} ms)")]
        public static partial void Reached(ILogger logger, long milliseconds);

        [LoggerMessage(2, LogLevel.Information, "The homeserver cannot be asked whether it reaches us; it is too old for that")]
        public static partial void NotSupported(ILogger logger);

        [LoggerMessage(3, LogLevel.Error, "The homeserver does not reach us, so messages from Matrix do not arrive. {Explanation}")]
        public static partial void NotReached(ILogger logger, string explanation);
    }
}
