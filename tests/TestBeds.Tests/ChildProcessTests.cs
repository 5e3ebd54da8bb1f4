using System.Diagnostics;
using System.Globalization;
using Bridges.TestBeds.Processes;

namespace Bridges.TestBeds.Tests;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_is_kept_and_the_exit_code_told()
    {
        await using var process = await ChildProcess.StartAsync(Shell("echo one; echo two >&2; exit 3"));

        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(3, process.ExitCode);
        Assert.Equal(["one", "two"], process.Output.Lines.Order());
    }

    [Fact]
    public async Task A_program_that_ignores_the_polite_signal_is_killed_after_the_grace_period()
    {
        await using var process = await ChildProcess.StartAsync(Shell("trap '' TERM; echo ready; while :; do sleep 1; done"));
        await process.Output.WaitForLineAsync(line => line == "ready", Timeout, Cancellation);

        Assert.Equal(128 + 9, await process.StopAsync(Signal.Terminate, TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task Every_program_is_killed_when_the_one_that_started_it_dies()
    {
        var dump = await ChildProcess.RunAsync(new ProgramToRun("setpriv", ["--dump"]), Cancellation);

        Assert.Matches("Parent death signal: .*KILL", dump);
    }

    [Fact]
    public async Task A_program_outlives_the_thread_that_asked_for_it()
    {
        // Linux takes the end of the starting thread for the death of the parent.
        ChildProcess? process = null;
        var thread = new Thread(() => process = ChildProcess.StartAsync(Shell("exec sleep 1000")).GetAwaiter().GetResult());
        thread.Start();
        thread.Join();
        await using var _ = process;

        await Assert.ThrowsAsync<TimeoutException>(
            () => process!.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromMilliseconds(200), Cancellation));
    }

    [Fact]
    public async Task What_a_program_leaves_behind_does_not_hold_up_its_end()
    {
        await using var process = await ChildProcess.StartAsync(Shell("sleep 1000 & echo $!; wait"));
        using var left = Process.GetProcessById(int.Parse(await process.Output.WaitForLineAsync(_ => true, Timeout, Cancellation), CultureInfo.InvariantCulture));
        try
        {
            process.Send(Signal.Kill);

            await process.WaitForExitAsync(Cancellation).WaitAsync(Timeout, Cancellation);
        }
        finally
        {
            left.Kill();
        }
    }

    [Fact]
    public async Task A_failed_run_is_reported_with_what_was_printed()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ChildProcess.RunAsync(Shell("echo no such luck; exit 1"), Cancellation));

        Assert.Contains("no such luck", failure.Message, StringComparison.Ordinal);
    }

    private static ProgramToRun Shell(string script) => new("/bin/sh", ["-c", script]);
}
