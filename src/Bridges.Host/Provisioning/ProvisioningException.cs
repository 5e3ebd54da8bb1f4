namespace Bridges.Host.Provisioning;

/// <summary>A request of the provisioning API that is refused: with which status, error code and words.</summary>
internal sealed class ProvisioningException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}
