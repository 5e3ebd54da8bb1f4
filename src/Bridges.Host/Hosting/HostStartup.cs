using System.Diagnostics;
using Bridges.Core;
using Bridges.Host.Cli;
using Bridges.Matrix;

namespace Bridges.Host;

/// <summary>What follows once HTTP answers: the homeserver, the bot, the ping, the networks.</summary>
internal sealed partial class HostStartup(
    HomeserverWait homeserver, HomeserverPing ping, Bridge bridge, HostReadiness readiness, BridgeFigures figures, ILogger<HostStartup> logger)
{
    /// <exception cref="CommandFailedException">The homeserver refuses us for good.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        readiness.Stage = HostStage.WaitingForHomeserver;
        await homeserver.UntilItAnswersAsync(cancellationToken);
        await PrepareBotAsync(cancellationToken);
        readiness.Stage = HostStage.StartingNetworks;
        // Before the networks, as those may take long: the homeserver delivers at once what it held back.
        ping.Start(cancellationToken);
        await bridge.StartAsync(cancellationToken);
        figures.Publish();
        readiness.Stage = HostStage.Ready;
        Log.Ready(logger, (long)Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
    }

    private async Task PrepareBotAsync(CancellationToken cancellationToken)
    {
        try
        {
            await bridge.PrepareBotAsync(cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            throw new CommandFailedException(
                ExitCode.Homeserver,
                $"The homeserver does not let the bot register: {exception.Message}. 'bridges doctor' looks for the reason.",
                exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Ready after {Milliseconds} ms")]
        public static partial void Ready(ILogger logger, long milliseconds);
    }
}
