namespace Bridges.Host.Configuration;

/// <summary>How accounts' secrets are kept from whoever reads the database.</summary>
internal sealed record SecretsConfiguration
{
    /// <summary>File with the key that they are encrypted with.</summary>
    public string KeyFile { get; init; } = "bridges.key";
}
