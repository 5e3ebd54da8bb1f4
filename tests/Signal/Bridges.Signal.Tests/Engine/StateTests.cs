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

    [Fact]
    public void A_pin_for_a_time_ends_by_itself_once()
    {
        Assert.Empty(Numbers(_found.GetProperty("early")));
        Assert.Equal([1], Numbers(_found.GetProperty("ended")));
    }

    [Fact]
    public void A_message_that_comes_after_later_ones_were_read_is_read_with_the_next() =>
        Assert.Equal(["3,2", "1", "", "4"], _found.GetProperty("read").EnumerateArray().Select(times => string.Join(',', Numbers(times))));

    [Fact]
    public void Keys_that_were_given_out_before_an_absence_of_weeks_are_kept_for_what_was_said_with_them() =>
        Assert.Equal([true, false], _found.GetProperty("signedKeys").EnumerateArray().Select(isKept => isKept.GetBoolean()));

    [Fact]
    public void Only_a_message_that_says_nothing_but_what_is_unknown_is_told_as_of_a_newer_kind() =>
        Assert.Equal(["a message of a newer kind", "", ""], _found.GetProperty("newer").EnumerateArray().Select(told => string.Join(',', told.EnumerateArray().Select(text => text.GetString()))));

    [Fact]
    public void Whoever_is_not_in_a_group_any_more_is_heard_until_somebody_has_spoken_of_that() =>
        Assert.Equal([true, false, true, true], _found.GetProperty("heard").EnumerateArray().Select(isHeard => isHeard.GetBoolean()));

    private static IEnumerable<int> Numbers(JsonElement list) => list.EnumerateArray().Select(number => number.GetInt32());

    private IEnumerable<string?> Texts(string name) => _found.GetProperty(name).EnumerateArray().Select(text => text.GetString());
}
