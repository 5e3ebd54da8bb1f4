using System.Security.Cryptography;
using Bridges.Matrix;

namespace Bridges.Host.Cli;

/// <summary>New secrets for one stack.</summary>
internal sealed record StackSecrets
{
    private const int SigningSeedBytes = 32;

    public string PostgresPassword { get; } = RegistrationDocuments.NewToken();

    public string BridgesDatabasePassword { get; } = RegistrationDocuments.NewToken();

    public string RegistrationSecret { get; } = RegistrationDocuments.NewToken();

    public string MacaroonSecret { get; } = RegistrationDocuments.NewToken();

    public string FormSecret { get; } = RegistrationDocuments.NewToken();

    /// <summary>Synapse's key file: algorithm, a name for the key, and its seed in unpadded base64.</summary>
    public string SigningKey { get; } =
        $"ed25519 a_{RandomNumberGenerator.GetHexString(4, lowercase: true)} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(SigningSeedBytes)).TrimEnd('=')}\n";
}
