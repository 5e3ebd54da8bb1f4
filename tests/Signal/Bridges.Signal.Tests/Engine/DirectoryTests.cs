using System.Text.Json;
using Bridges.Signal.Simulator;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Signal.Tests.Engine;

/// <summary>
/// The directory of phone numbers over libsignal's own connection, up to where the enclave proves what it is (see the bed's <c>checks/directory.ts</c>):
/// what lies behind that proof is answered by the bed in other tests.
/// </summary>
public sealed class DirectoryTests
{
    [Fact]
    public async Task It_is_asked_with_the_accounts_login_and_whatever_it_refuses_is_told_in_words()
    {
        var script = RepositoryRoot.Combine("tests", "Signal", "Bed", "src", "checks", "directory.ts");
        var said = await ChildProcess.RunAsync(new ProgramToRun(SimulatedSignal.NodePath, ["--disable-warning=ExperimentalWarning", script]), TestContext.Current.CancellationToken);
        var found = JsonElement.Parse(said.Split('\n').First(line => line.StartsWith('{')));

        Assert.All(found.GetProperty("seen").EnumerateArray(), seen =>
        {
            Assert.Matches("^/v1/[0-9a-f]+/discovery$", seen.GetProperty("path").GetString());
            Assert.StartsWith("bridges/", seen.GetProperty("agent").GetString(), StringComparison.Ordinal);
        });
        Assert.Equal(["wait", "unproved"], found.GetProperty("seen").EnumerateArray().Select(seen => seen.GetProperty("user").GetString()).Distinct());
        var outcomes = found.GetProperty("outcomes");
        Assert.Equal(("rate-limited", 42), (outcomes.GetProperty("wait").Text("kind"), outcomes.GetProperty("wait").GetProperty("retryAfterSeconds").GetInt32()));
        Assert.Equal("unavailable", outcomes.GetProperty("unproved").Text("kind"));
        Assert.Contains("update it, or use a username", outcomes.GetProperty("unproved").Text("message"), StringComparison.Ordinal);
    }
}
