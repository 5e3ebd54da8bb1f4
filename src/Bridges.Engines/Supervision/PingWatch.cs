using Bridges.Engines.Rpc;

namespace Bridges.Engines.Supervision;

/// <summary>Pings an engine that promises to answer pings.</summary>
internal static class PingWatch
{
    /// <exception cref="EngineFaultException">It no longer answers.</exception>
    public static async Task RunAsync(RpcConnection rpc, EngineOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.PingMethod is not { } ping)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.HealthInterval, time);
        var misses = 0;
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var heldBackBefore = rpc.Notifications.TimesHeldBack;
            if (await AnswersAsync(rpc, ping, options.HealthInterval, cancellationToken))
            {
                misses = 0;
            }
            else if (!rpc.Notifications.IsHoldingBack && rpc.Notifications.TimesHeldBack == heldBackBefore && ++misses >= options.PingMisses)
            {
                // While the host itself leaves the output unread, no answer can come, and that is not the engine's fault.
                throw new EngineFaultException($"The engine \"{options.Name}\" did not answer {misses} pings in a row.");
            }
        }
    }

    private static async Task<bool> AnswersAsync(RpcConnection rpc, string ping, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await rpc.RequestAsync(ping, parameters: null, timeout, cancellationToken);
            return true;
        }
        catch (EngineRequestException)
        {
            // An error is an answer too.
            return true;
        }
        catch (EngineException)
        {
            return false;
        }
    }
}
