using Bridges.Host.Configuration;

namespace Bridges.Host.Tests.Configuration;

/// <summary>A small valid configuration, and ways to read changed ones.</summary>
internal static class ConfigurationText
{
    public const string Valid = """
        homeserver:
          url: http://127.0.0.1:8008
          server_name: example.org
        appservice:
          as_token: as-token-for-tests-1234
          hs_token: hs-token-for-tests-1234
        double_puppet:
          as_token: dp-token-for-tests-1234

        """;

    public static BridgesConfiguration Read(string text, params (string Name, string Value)[] environment) =>
        Parse(text, environment).Value;

    public static ConfigurationFile Parse(string text, params (string Name, string Value)[] environment) =>
        ConfigurationFile.Parse(text, "/etc/bridges/config.yaml", environment.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));

    public static IReadOnlyList<string> ProblemsOf(string text, params (string Name, string Value)[] environment) =>
        [.. Assert.Throws<ConfigurationException>(() => Parse(text, environment)).Problems.Select(problem => problem.ToString())];
}
