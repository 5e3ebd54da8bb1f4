using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.WhatsApp.Tests.Engine;

/// <summary>The parts of the engine without a connection, tested in their own language.</summary>
public sealed class PartsTests
{
    [Fact]
    public async Task The_parts_of_the_engine_do_what_their_tests_say()
    {
        var folder = RepositoryRoot.Combine("tests", "WhatsApp", "Simulator", "engine");

        await ChildProcess.RunAsync(new ProgramToRun(InstalledParts.Node, ["--test", "--test-isolation=none", .. Directory.GetFiles(folder, "*.test.ts")]));
    }
}
