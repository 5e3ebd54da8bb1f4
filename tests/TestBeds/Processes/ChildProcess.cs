using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bridges.TestBeds.Processes;

/// <summary>A program that a test started. It never outlives the test's process, even if that is killed.</summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    /// <summary>The user <c>nobody</c> of every Linux.</summary>
    public const int NobodyId = 65534;

    // Long, because others load the machine: what is not read by then is missing in the output.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process, ProcessOutput output)
    {
        _process = process;
        Output = output;
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.Exited += (_, _) => _exited.TrySetResult();
        process.EnableRaisingEvents = true;
    }

    /// <summary>The operating system's id of the program itself.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The exit code, 128 plus the signal when it was killed; null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>What it has printed, both streams in one.</summary>
    public ProcessOutput Output { get; }

    /// <summary>Starts the program; its standard input is empty.</summary>
    public static async Task<ChildProcess> StartAsync(ProgramToRun program)
    {
        var start = new ProcessStartInfo("setpriv", Guard(program).Append(program.FileName).Concat(program.Arguments))
        {
            WorkingDirectory = program.WorkingDirectory ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A program on .NET that is killed leaves its door for debuggers in the folder for temporary files.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in program.Environment)
        {
            start.Environment[name] = value;
        }

        var process = await ChildStarter.StartAsync(start);
        process.StandardInput.Close();
        return new ChildProcess(process, new ProcessOutput());
    }

    /// <summary>Starts the program, waits for its end and returns what it printed; throws unless it succeeds.</summary>
    public static async Task<string> RunAsync(ProgramToRun program, CancellationToken cancellation = default)
    {
        await using var process = await StartAsync(program);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? process.Output.Text
            : throw new InvalidOperationException($"{program.FileName} failed with {process.ExitCode}:\n{process.Output.Text}");
    }

    /// <summary>Sends a signal; does nothing when the program has ended.</summary>
    public void Send(Signal signal)
    {
        if (!_process.HasExited)
        {
            _ = kill(_process.Id, (int)signal);
        }
    }

    /// <summary>Completes when the program has ended and its output has been read.</summary>
    public async Task WaitForExitAsync(CancellationToken cancellation = default)
    {
        await _exited.Task.WaitAsync(cancellation);

        // Programs that it started in turn may live on and hold its output open.
        using var patience = new CancellationTokenSource(LastWords);
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Sends the signal and waits; after the grace period the program is killed. Returns the exit code.</summary>
    public async Task<int> StopAsync(Signal signal, TimeSpan grace)
    {
        Send(signal);
        using var patience = new CancellationTokenSource(grace);
        try
        {
            await WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Send(Signal.Kill);
            await WaitForExitAsync();
        }

        return _process.ExitCode;
    }

    /// <summary>Kills the program if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(Signal.Kill, TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private static IEnumerable<string> Guard(ProgramToRun program)
    {
        yield return "--pdeathsig";
        yield return program.DiesHardWithParent ? "KILL" : "QUIT";
        if (program.NeverAsRoot && Environment.IsPrivilegedProcess)
        {
            yield return $"--reuid={NobodyId}";
            yield return $"--regid={NobodyId}";
            yield return "--clear-groups";
            yield return "--inh-caps=+dac_override";
            yield return "--ambient-caps=+dac_override";
            // Makes access(2), by which PostgreSQL looks for its own files, count that right too.
            yield return "--securebits=+no_setuid_fixup";
        }

        yield return "--";
    }

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
