using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;

namespace Bridges.Telegram.Sessions;

/// <summary>What the host keeps for an account: where TDLib's database is, and the key that opens it.</summary>
/// <param name="Folder">Name of the account's folder.</param>
/// <param name="Key">The database's key, 32 bytes in base64.</param>
/// <param name="IsBot">The account is a bot's.</param>
internal sealed record AccountSecret(string Folder, string Key, bool IsBot)
{
    /// <summary>A user's, with a new key for the database in that folder.</summary>
    public static AccountSecret New(string folder) => new(folder, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), IsBot: false);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, AccountSecretJson.Default.AccountSecret);

    /// <exception cref="BridgeException">The bytes are no secret of this module.</exception>
    public static AccountSecret Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, AccountSecretJson.Default.AccountSecret) is { Folder.Length: > 0, Key.Length: > 0 } secret
                ? secret
                : throw new JsonException("A field is missing.");
        }
        catch (JsonException exception)
        {
            throw BridgeException.Permanent("What was stored of this Telegram login cannot be read. Log in again with `login telegram`.", inner: exception);
        }
    }

    /// <summary>Names the folder without the key.</summary>
    public override string ToString() => Folder;
}

[JsonSerializable(typeof(AccountSecret))]
internal sealed partial class AccountSecretJson : JsonSerializerContext;
