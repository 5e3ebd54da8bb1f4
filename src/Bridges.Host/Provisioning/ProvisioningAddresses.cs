namespace Bridges.Host.Provisioning;

/// <summary>Where the provisioning API is.</summary>
internal static class ProvisioningAddresses
{
    /// <summary>Below it each network has a base address of its own, as if it were a bridge by itself.</summary>
    public const string Networks = "/_bridges/networks";

    public const string Api = "/_matrix/provision/v3";

    public const string Document = "/_matrix/provision/openapi.yaml";
}
