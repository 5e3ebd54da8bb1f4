using Bridges.TestBeds;

namespace Bridges.Host.Tests.Documentation;

/// <summary>The service that the package brings and the one that the documentation shows begin, end and read anew in the same way.</summary>
public sealed class ServiceTests
{
    private static readonly string[] Keys = ["ExecReload", "Restart", "RestartSec", "RestartPreventExitStatus", "TimeoutStopSec", "StateDirectoryMode", "UMask", "NoNewPrivileges", "ProtectSystem", "LimitNOFILE", "MemoryMax"];

    [Fact]
    public void Both_say_the_same()
    {
        var (documented, packaged) = (Read("docs/operations.md"), Read("scripts/release/debian/bridges.service"));

        Assert.All(Keys, key => Assert.Equal(documented[key], packaged[key]));
    }

    private static Dictionary<string, string> Read(string file) => File.ReadLines(RepositoryRoot.Combine(file))
        .Select(line => line.Split('=', 2))
        .Where(parts => parts.Length == 2)
        .GroupBy(parts => parts[0], StringComparer.Ordinal)
        .ToDictionary(parts => parts.Key, parts => parts.First()[1], StringComparer.Ordinal);
}
