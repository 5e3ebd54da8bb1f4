using Microsoft.Extensions.Logging;

namespace Bridges.Core;

/// <summary>All that goes on as long as the bridge runs. What fails begins again after a while: the bridge is not whole without it.</summary>
internal sealed partial class BackgroundWorks(IEnumerable<IBackgroundWork> works, TimeProvider time, ILogger<BackgroundWorks> logger) : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);

    private readonly IBackgroundWork[] _works = [.. works];
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var work in _works)
        {
            await work.PrepareAsync(cancellationToken);
        }

        _running = Task.WhenAll(_works.Select(work => RunAsync(work, _stopping.Token)));
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(IBackgroundWork work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work.RunAsync(stopping);
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The bridge stops.
            }
            catch (Exception exception)
            {
                Log.Failed(logger, exception, work.GetType().Name);
                await Task.Delay(_pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Work}, which goes on in the background, failed, and begins again")]
        public static partial void Failed(ILogger logger, Exception exception, string work);
    }
}
