using System.Diagnostics;
using Bridges.Core;

namespace Bridges.Host;

/// <summary>What follows once HTTP answers: the homeserver with the bot, the pings, the networks.</summary>
internal sealed partial class HostStartup(
    HomeserverWait homeserver, HomeserverWatch watch, Bridge bridge, KeptMessageHistory history, HostReadiness readiness, HostRounds rounds, ILogger<HostStartup> logger)
{
    /// <exception cref="CommandFailedException">The homeserver refuses us for good.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        readiness.Stage = HostStage.WaitingForHomeserver;
        await history.StartAsync(cancellationToken);
        await homeserver.UntilItAnswersAsync(cancellationToken);
        readiness.Stage = HostStage.StartingNetworks;
        // Before the networks, as those may take long: the homeserver delivers at once what it held back.
        watch.Start(cancellationToken);
        await bridge.StartAsync(cancellationToken);
        rounds.Start(cancellationToken);
        readiness.Stage = HostStage.Ready;
        Log.Ready(logger, (long)Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Ready after {Milliseconds} ms")]
        public static partial void Ready(ILogger logger, long milliseconds);
    }
}
