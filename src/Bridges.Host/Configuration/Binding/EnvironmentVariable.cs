namespace Bridges.Host.Configuration;

/// <summary>How variables are named after keys.</summary>
internal static class EnvironmentVariable
{
    public const string Prefix = "BRIDGES_";

    /// <summary>Stands between a section and its key.</summary>
    public const string Separator = "__";

    /// <summary>The variable that sets a key.</summary>
    public static string Of(string key) => $"{Prefix}{key.Replace(".", Separator, StringComparison.Ordinal).ToUpperInvariant()}";
}
