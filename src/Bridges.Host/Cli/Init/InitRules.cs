using Bridges.Host.Configuration;

namespace Bridges.Host.Cli;

/// <summary>What single answers must be: what the configuration that is made of them would say of each.</summary>
internal static class InitRules
{
    private static readonly InitAnswers Sample = new()
    {
        HomeserverUrl = InitDefaults.HomeserverUrl,
        ServerName = "example.org",
        Database = InitDefaults.Database,
        Admin = "",
        BridgeUrl = InitDefaults.BridgeUrl,
    };

    public static string? OfHomeserverUrl(string answer) => Problem(Sample with { HomeserverUrl = answer });

    public static string? OfServerName(string answer) => Problem(Sample with { ServerName = answer });

    public static string? OfAdmin(string answer, string serverName) => Problem(Sample with { Admin = AdminAnswer.Complete(answer, serverName) });

    public static string? OfBridgeUrl(string answer) => Problem(Sample with { BridgeUrl = answer });

    public static string? OfDatabase(string answer) => Problem(Sample with { Database = answer });

    private static string? Problem(InitAnswers answers)
    {
        try
        {
            ConfigurationFile.Parse(ConfigurationTemplate.Fill(answers), Path.GetFullPath(ConfigOption.DefaultFile), new Dictionary<string, string>(StringComparer.Ordinal));
            return null;
        }
        catch (ConfigurationException exception)
        {
            return exception.Problems[0] is { Key.Length: > 0 } problem ? Sentence(problem.Message) : "it cannot be written down.";
        }
    }

    /// <summary>Behind a key most problems go on with a verb; some are sentences of their own.</summary>
    private static string Sentence(string problem) => char.IsUpper(problem[0]) ? problem : $"it {problem}";
}
