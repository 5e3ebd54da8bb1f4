using Bridges.Engines.Processes;

namespace Bridges.Engines.Tests.Processes;

public sealed class ProcessMemoryTests
{
    [Fact]
    public void Resident_and_swapped_memory_are_added()
        => Assert.Equal(1536L * 1024, ProcessMemory.Parse("Name:\tnode\nVmRSS:\t    1024 kB\nRssAnon:\t 7 kB\nVmSwap:\t     512 kB\n"));

    [Fact]
    public void Ended_process_has_none() => Assert.Null(ProcessMemory.Parse("Name:\tnode\nState:\tZ (zombie)\n"));

    [Fact]
    public void Own_memory_can_be_read() => Assert.InRange(ProcessMemory.Read(Environment.ProcessId)!.Value, 1 << 20, 1L << 40);
}
