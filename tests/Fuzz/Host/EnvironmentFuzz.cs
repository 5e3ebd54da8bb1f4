using Bridges.Fuzz.Tests.Machine;
using Bridges.Host.Configuration;
using Bridges.Host.Tests.Configuration;

namespace Bridges.Fuzz.Tests.Host;

/// <summary>Variables of any name and value over a valid file.</summary>
public sealed class EnvironmentFuzz
{
    private const string Secret = "SECRET:SECRET:SECRET";

    private static readonly Words Variables = new(
        [
            $"BRIDGES_HOMESERVER__URL=http://x\nBRIDGES_APPSERVICE__AS_TOKEN={Secret}",
            $"BRIDGES_NETWORKS__TELEGRAM__API_ID=5\nBRIDGES_NETWORKS__TELEGRAM__PROXY__PASSWORD={Secret}\nBRIDGES_DATABASE=postgres://u:{Secret}@h/n",
            $"BRIDGES_DATABASE_FILE=/no/such/{Secret}x\nBRIDGES_APPSERVICE__HS_TOKEN_FILE=/dev/null\nBRIDGES_PERMISSIONS__EXAMPLE.ORG=admin\nBRIDGES_PORT=tcp://1:2",
            "BRIDGES_LOGGING__LEVEL=debug\nBRIDGES_METRICS__ENABLED=false\nBRIDGES_JOURNAL__KEEP_DONE_DAYS=9\nBRIDGES_DATA_DIRECTORY=/x",
        ],
        ["BRIDGES_", "__", "_", "_FILE", "=", "\n", "HOMESERVER", "APPSERVICE__", "NETWORKS__", "/dev/zero", "/dev/full", "/", "/proc/self/mem", "bridges_", "İ", "__FILE"]);

    [Fact]
    public void Variables_are_read_or_refused_in_words_that_tell_no_secret() =>
        Fuzzing.Texts(6_000, Variables, Check, length => 3_000_000 + (8000L * length));

    private static string Check(string text)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var parts = line.Split('=', 2);
            variables[parts[0]] = parts.Length > 1 ? parts[1] : "";
        }

        try
        {
            ConfigurationText.Parse(ConfigurationText.Valid, [.. variables.Select(pair => (pair.Key, pair.Value))]);
            return "read";
        }
        catch (ConfigurationException refused)
        {
            Assert.NotEmpty(refused.Problems);
            // Of a file, its name is told.
            Assert.DoesNotContain(refused.Problems, problem => problem.Message.Contains(Secret, StringComparison.Ordinal) && !problem.Key.EndsWith("_file", StringComparison.Ordinal));
            return refused.Problems.Count == 1 ? "one problem" : "problems";
        }
    }
}
