using System.Text.Json;
using System.Text.RegularExpressions;
using Bridges.Host.Tests.EngineFaults;
using Bridges.TestBeds;

namespace Bridges.Host.Tests.Metrics;

/// <summary>The dashboard and the alert rules in docs/monitoring name figures that the host has.</summary>
public sealed partial class MonitoringTests
{
    [Fact]
    public async Task Every_figure_that_is_watched_is_there()
    {
        using var folder = new TemporaryFolder();
        await using var host = await FaultyEngineTests.StartWellAsync(folder);
        await host.SampleWorksAsync();

        foreach (var name in NamesIn("alerts.yaml").Concat(NamesIn("dashboard.json")).Distinct(StringComparer.Ordinal))
        {
            await host.MetricsShowAsync(name);
        }
    }

    [Fact]
    public void The_dashboard_is_one() =>
        Assert.NotEmpty(JsonDocument.Parse(File.ReadAllText(FileOf("dashboard.json"))).RootElement.GetProperty("panels").EnumerateArray());

    private static IEnumerable<string> NamesIn(string file)
    {
        var names = Names().Matches(File.ReadAllText(FileOf(file))).Select(match => match.Value).ToArray();
        Assert.NotEmpty(names);
        return names;
    }

    private static string FileOf(string name) => RepositoryRoot.Combine("docs", "monitoring", name);

    [GeneratedRegex(@"\b(bridges|process)_[a-z_]+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Names();
}
