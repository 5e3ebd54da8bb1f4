using System.Text.Json;
using Bridges.Signal.Simulator;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Signal.Tests.Engine;

/// <summary>What the engine keeps of an account where two things happen at the same time, or the disk is full (see the bed's <c>checks/state.ts</c>).</summary>
public sealed class StateTests : IAsyncLifetime
{
    private readonly TempFolder _folder = TempFolder.Create("signal-state");
    private JsonElement _found;

    public async ValueTask InitializeAsync()
    {
        var script = RepositoryRoot.Combine("tests", "Signal", "Bed", "src", "checks", "state.ts");
        var said = await ChildProcess.RunAsync(
            new ProgramToRun(SimulatedSignal.NodePath, ["--disable-warning=ExperimentalWarning", script, _folder.Combine("signal.db")]), TestContext.Current.CancellationToken);
        _found = JsonElement.Parse(said.Split('\n').First(line => line.StartsWith('{')));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Keys_that_are_made_while_messages_are_read_keep_their_numbers_and_so_does_what_the_messages_change() =>
        Assert.Equal((2, 102, false), (_found.GetProperty("first").GetInt32(), _found.GetProperty("nextKeyId").GetInt32(), _found.GetProperty("readReceipts").GetBoolean()));

    [Fact]
    public void What_could_not_be_written_down_is_overtaken_by_nothing_and_the_connection_is_ended()
    {
        Assert.Equal(["not kept"], Texts("told"));
        Assert.Empty(Texts("before"));
        Assert.Equal(["one", "two"], Texts("took"));
    }

    private IEnumerable<string?> Texts(string name) => _found.GetProperty(name).EnumerateArray().Select(text => text.GetString());
}
