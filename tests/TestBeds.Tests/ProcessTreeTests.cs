using Bridges.TestBeds.Processes;

namespace Bridges.TestBeds.Tests;

public sealed class ProcessTreeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Children_are_found_and_killed_and_one_that_has_ended_is_no_fault()
    {
        await using var parent = await ChildProcess.StartAsync(new ProgramToRun("/bin/sh", ["-c", "sleep 60 & echo $$ $!; wait"]));
        var ids = (await parent.Output.WaitForLineAsync(_ => true, TimeSpan.FromSeconds(60), Cancellation)).Split(' ').Select(int.Parse).ToArray();

        Assert.Equal([ids[1]], ProcessTree.ChildrenOf(ids[0]));
        Assert.StartsWith("sleep", ProcessTree.CommandLineOf(ids[1]), StringComparison.Ordinal);
        Assert.True(ProcessTree.Kill(ids[1]));

        await parent.WaitForExitAsync(Cancellation);
        Assert.Empty(ProcessTree.ChildrenOf(ids[0]));
        Assert.Equal("", ProcessTree.CommandLineOf(ids[0]));
        Assert.False(ProcessTree.Kill(ids[0]));
    }
}
