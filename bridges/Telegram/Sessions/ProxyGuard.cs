using Bridges.Abstractions;
using Bridges.Telegram.Td;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Sessions;

/// <summary>
/// Keeps clients from connecting past their proxy. Where a client has got through to the proxy but for five seconds not to
/// Telegram behind it, TDLib asks public servers for other addresses of Telegram, and dials those servers directly (see
/// <c>ConfigRecoverer</c> in its <c>ConfigManager.cpp</c>). Before that, the network is taken from it for a while.
/// </summary>
internal sealed partial class ProxyGuard(TimeProvider time, ILogger<ProxyGuard> logger)
{
    private const string Connecting = "connectionStateConnecting";
    private const string Ready = "connectionStateReady";

    /// <summary>TDLib tells of the state up to 0.3 seconds late, and the request has its way to go.</summary>
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Watches a client until it ends. To be called before it may use the network.</summary>
    public async Task GuardAsync(TdClient client)
    {
        using var ended = new CancellationTokenSource();
        var watching = WatchAsync(client, ended.Token);
        await Task.WhenAny(watching, client.Ended);
        await ended.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WatchAsync(TdClient client, CancellationToken cancellationToken)
    {
        for (var pauses = new GrowingWait(FirstPause, LongestPause); ;)
        {
            if (await client.Connection.WaitAsync(state => state is Connecting or Ready, cancellationToken) == Ready)
            {
                pauses.Reset();
                await client.Connection.WaitAsync(state => state != Ready, cancellationToken);
            }
            else if (!await GetsThroughAsync(client, cancellationToken))
            {
                await PauseAsync(client, pauses.Next(), cancellationToken);
            }
        }
    }

    private async Task<bool> GetsThroughAsync(TdClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.Connection.WaitAsync(state => state != Connecting, cancellationToken).WaitAsync(LongestTry, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task PauseAsync(TdClient client, TimeSpan pause, CancellationToken cancellationToken)
    {
        Log.Paused(logger, pause);
        try
        {
            await client.RequestAsync(NetworkSwitch.Off, cancellationToken);
            await client.Connection.WaitAsync(state => state != Connecting, cancellationToken);
            await Task.Delay(pause, time, cancellationToken);
            await client.RequestAsync(NetworkSwitch.On, cancellationToken);
        }
        catch (Exception exception) when (exception is TdException or BridgeException)
        {
            // Nothing is asked of a client that answers nothing any more, and it is tried again with the next look.
            Log.NotPaused(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The proxy can be reached, but Telegram behind it cannot; next try in {Pause}")]
        public static partial void Paused(ILogger logger, TimeSpan pause);

        [LoggerMessage(2, LogLevel.Warning, "TDLib could not be told to wait for the proxy")]
        public static partial void NotPaused(ILogger logger, Exception exception);
    }
}
