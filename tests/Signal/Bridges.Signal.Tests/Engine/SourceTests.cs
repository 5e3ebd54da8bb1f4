using Bridges.Signal.Simulator;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Signal.Tests.Engine;

/// <summary>The engine runs from its sources without a build: their types are checked here, and that the generated code is that of the protocol files.</summary>
public sealed class SourceTests
{
    private static readonly string _engine = RepositoryRoot.Combine("bridges", "Signal", "engine");
    private static readonly string _tools = RepositoryRoot.Combine("tests", "Signal", "Tools", "node_modules");

    [Fact]
    public async Task The_engines_types_are_right() =>
        Assert.Equal("", await RunAsync("typescript/bin/tsc", ["--noEmit", "-p", _engine]));

    [Fact]
    public async Task The_generated_code_is_that_of_the_protocol_files()
    {
        using var folder = TempFolder.Create("signal-protocol");
        var template = "{\"version\":\"v2\",\"plugins\":[{\"local\":[\"" + SimulatedSignal.NodePath + "\",\"" + Path.Combine(_tools, "@bufbuild", "protoc-gen-es", "bin", "protoc-gen-es") + "\"],\"out\":\"" + folder.Path
            + "\",\"opt\":[\"target=js+dts\",\"import_extension=js\"]}]}";

        await RunAsync("@bufbuild/buf/bin/buf", ["generate", "--template", template], _engine);

        var generated = Directory.GetFiles(folder.Path);
        Assert.NotEmpty(generated);
        Assert.All(generated, file => Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(_engine, "gen", Path.GetFileName(file)))));
    }

    [Fact]
    public void No_file_of_the_engine_is_long()
    {
        var files = Directory.GetFiles(Path.Combine(_engine, "src"), "*.ts", SearchOption.AllDirectories);

        Assert.True(files.Length > 40);
        Assert.All(files, file => Assert.InRange(File.ReadLines(file).Count(), 1, 250));
    }

    private static Task<string> RunAsync(string program, string[] arguments, string? folder = null) =>
        ChildProcess.RunAsync(new ProgramToRun(SimulatedSignal.NodePath, [Path.Combine(_tools, program), .. arguments]) { WorkingDirectory = folder ?? _engine }, TestContext.Current.CancellationToken);
}
