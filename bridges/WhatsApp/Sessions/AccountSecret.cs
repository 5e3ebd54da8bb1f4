using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;

namespace Bridges.WhatsApp.Sessions;

/// <summary>What the host keeps for an account: where the engine's file is, and the key that opens it.</summary>
/// <param name="Folder">Name of the account's folder.</param>
/// <param name="Key">The file's key, 32 bytes in hexadecimal.</param>
/// <param name="Generation">Number of the last session: an older file is a copy that was put back, and must not be used.</param>
internal sealed record AccountSecret(string Folder, string Key, long Generation = 0)
{
    /// <summary>With a new key for the file in that folder.</summary>
    public static AccountSecret New(string folder) => new(folder, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, AccountSecretJson.Default.AccountSecret);

    /// <exception cref="BridgeException">The bytes are no secret of this module.</exception>
    public static AccountSecret Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, AccountSecretJson.Default.AccountSecret) is { Folder.Length: > 0, Key.Length: 64 } secret
                ? secret
                : throw new JsonException("A field is missing.");
        }
        catch (JsonException exception)
        {
            throw BridgeException.Permanent("What was stored of this WhatsApp login cannot be read. Log in again with `login whatsapp`.", inner: exception);
        }
    }

    /// <summary>Names the folder without the key.</summary>
    public override string ToString() => Folder;
}

[JsonSerializable(typeof(AccountSecret))]
internal sealed partial class AccountSecretJson : JsonSerializerContext;
