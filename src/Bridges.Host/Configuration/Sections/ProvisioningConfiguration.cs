namespace Bridges.Host.Configuration;

/// <summary>The provisioning API, by which clients such as mautrix-manager log users in and out.</summary>
internal sealed record ProvisioningConfiguration
{
    public bool Enabled { get; init; } = true;

    /// <summary>Whoever shows it may act for every user; null: nobody may.</summary>
    public Secret? SharedSecret { get; init; }

    /// <summary>Whether users may show their own Matrix access token or OpenID token.</summary>
    public bool AllowMatrixAuth { get; init; } = true;
}
