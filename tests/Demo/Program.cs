using System.Runtime.InteropServices;
using Bridges.Demo;
using Bridges.Telegram.Stage;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var once = args.Contains("--once", StringComparer.Ordinal);
var transcript = new Transcript(Console.Out, TimeProvider.System);

try
{
    await using var stage = await transcript.StepAsync(
        "simulated Telegram data centre, Synapse, and the bridge with Telegram's own library",
        () => TelegramStage.SetAsync(cancellation: stop.Token));
    var cast = await transcript.StepAsync("Alice registers on the homeserver", () => Cast.GatherAsync(stage, stop.Token));
    await new FirstExchange(cast, transcript).PlayAsync(stop.Token);
    if (!once)
    {
        await new OpenHouse(cast, transcript).KeepAsync(stop.Token);
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
