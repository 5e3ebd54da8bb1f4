using System.Reflection;
using Bridges.Matrix;

namespace Bridges.Host.Cli;

/// <summary>The configuration that <c>init</c> writes: every key with a comment, with new tokens.</summary>
internal static class ConfigurationTemplate
{
    private const string Resource = "Bridges.Host.Cli.Init.config.template.yaml";

    public static string Fill(InitAnswers answers)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        return Enable(answers.Networks, reader.ReadToEnd())
            .Replace("{homeserver_url}", Quote(answers.HomeserverUrl), StringComparison.Ordinal)
            .Replace("{server_name}", Quote(answers.ServerName), StringComparison.Ordinal)
            .Replace("{listen}", Quote(answers.Listen), StringComparison.Ordinal)
            .Replace("{bridge_url}", Quote(answers.BridgeUrl), StringComparison.Ordinal)
            .Replace("{page_url}", QuoteIfAny(answers.PageUrl), StringComparison.Ordinal)
            .Replace("{client_url}", QuoteIfAny(answers.ClientUrl), StringComparison.Ordinal)
            .Replace("{database}", Quote(answers.Database), StringComparison.Ordinal)
            .Replace("{admin}", answers.Admin.Length == 0 ? "# \"@you:example.org\": admin" : $"{Quote(answers.Admin)}: admin", StringComparison.Ordinal)
            .Replace("{as_token}", RegistrationDocuments.NewToken(), StringComparison.Ordinal)
            .Replace("{hs_token}", RegistrationDocuments.NewToken(), StringComparison.Ordinal)
            .Replace("{double_puppet_token}", RegistrationDocuments.NewToken(), StringComparison.Ordinal);
    }

    /// <summary>Takes the marks away before what is enabled. Telegram without its application would not start, so it keeps them.</summary>
    private static string Enable(NetworkAnswers networks, string text)
    {
        foreach (var name in networks.Names.Where(name => name != NetworkAnswers.Telegram))
        {
            text = text.Replace($"  # {name}: {{}}", $"  {name}: {{}}", StringComparison.Ordinal);
        }

        return networks.ApiId.Length == 0 || networks.ApiHash.Length == 0 ? text : text
            .Replace("  # telegram:", "  telegram:", StringComparison.Ordinal)
            .Replace("  #   # From", "    # From", StringComparison.Ordinal)
            .Replace("  #   api_id: YOUR-API-ID", $"    api_id: {networks.ApiId}", StringComparison.Ordinal)
            .Replace("  #   api_hash: YOUR-API-HASH", $"    api_hash: {Quote(networks.ApiHash)}", StringComparison.Ordinal);
    }

    private static string QuoteIfAny(string text) => text.Length == 0 ? "" : Quote(text);

    // Within single quotes YAML gives no character but the quote itself a meaning.
    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
