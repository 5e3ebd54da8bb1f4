using System.Runtime.InteropServices;
using Bridges.Demo;
using Bridges.Demo.Acts;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var once = args.Contains("--once", StringComparer.Ordinal);
var transcript = new Transcript(Console.Out, TimeProvider.System);

try
{
    await using var stage = await DemoStage.SetAsync(transcript, stop.Token);
    try
    {
        Act[] acts = [new TelegramAct(stage, transcript), new WhatsAppAct(stage, transcript), new SignalAct(stage, transcript)];
        foreach (var act in acts)
        {
            transcript.Note($"\n{act.Network}");
            await act.PlayAsync(stop.Token);
        }

        transcript.Note("");
        if (!once)
        {
            await new OpenHouse(stage, acts, transcript).KeepAsync(stop.Token);
        }
    }
    catch (TimeoutException)
    {
        transcript.Note(stage.Logs);
        throw;
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
