using Bridges.MediaWorker;
using Bridges.MediaWorker.Sandboxing;
using Bridges.MediaWorker.Serving;

const int WrongArguments = 2;
const int NotShutIn = 3;

if (WorkerOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(WorkerOptions.Usage);
    return WrongArguments;
}

if (options.Landlock is null)
{
    // A fresh start of this same program, on the far side of the wall: returns only if that fails.
    await Console.Error.WriteLineAsync(Sandbox.EnterAndStartAgain(options, args));
    return NotShutIn;
}

return WorkerLife.Run(options);
