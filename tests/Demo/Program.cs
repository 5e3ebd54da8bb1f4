using System.Runtime.InteropServices;
using Bridges.Demo;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var once = args.Contains("--once", StringComparer.Ordinal);
var transcript = new Transcript(Console.Out, TimeProvider.System);

try
{
    await using var stage = await Stage.SetAsync(transcript, stop.Token);
    await new FirstExchange(stage, transcript).PlayAsync(stop.Token);
    if (!once)
    {
        await new OpenHouse(stage, transcript).KeepAsync(stop.Token);
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    transcript.Note("stopped");
    return once ? 130 : 0;
}
catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or IOException)
{
    transcript.Note($"demo: failed: {failure.Message}");
    return 1;
}

transcript.Note("demo: ok");
return 0;

void Stop(PosixSignalContext context)
{
    // The servers are ended in good order first.
    context.Cancel = true;
    stop.Cancel();
}
