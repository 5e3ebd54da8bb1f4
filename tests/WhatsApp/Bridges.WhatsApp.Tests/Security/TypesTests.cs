using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.WhatsApp.Tests.Security;

/// <summary>Engine and simulation run without a build: their types are checked here.</summary>
public sealed class TypesTests
{
    [Theory]
    [InlineData("bridges/WhatsApp/engine")]
    [InlineData("tests/WhatsApp/Simulator")]
    public async Task The_types_of_the_sources_fit(string folder)
    {
        var simulator = RepositoryRoot.Combine("tests", "WhatsApp", "Simulator", "node_modules");

        await ChildProcess.RunAsync(new ProgramToRun(
            InstalledParts.Node,
            [Path.Combine(simulator, "typescript", "bin", "tsc"), "-p", RepositoryRoot.Combine(folder), "--typeRoots", Path.Combine(simulator, "@types")]));
    }
}
