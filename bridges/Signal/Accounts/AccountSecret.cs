using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;

namespace Bridges.Signal.Accounts;

/// <summary>What the host keeps for an account: where the engine's file is, the key that opens it, and how new it was last.</summary>
/// <param name="Folder">Name of the account's folder.</param>
/// <param name="Key">The file's key, 32 bytes in hexadecimal.</param>
/// <param name="Generation">Number of the last session: an older file is a restored copy and must not be used.</param>
/// <param name="IsNew">The phone has not yet been asked for its contacts and settings.</param>
/// <param name="HasHistory">The phone will send its history, which was not taken yet.</param>
/// <param name="HasGap">There was an earlier login, and the user was not told yet that what was said since it ended does not come.</param>
internal sealed record AccountSecret(string Folder, string Key, long Generation, bool IsNew, bool HasHistory, bool HasGap = false)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, AccountSecretJson.Default.AccountSecret);

    /// <exception cref="BridgeException">The bytes are no secret of this module.</exception>
    public static AccountSecret Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, AccountSecretJson.Default.AccountSecret) is { Folder.Length: > 0, Key.Length: > 0 } secret
                ? secret
                : throw Unusable(inner: null);
        }
        catch (JsonException exception)
        {
            throw Unusable(exception);
        }
    }

    /// <summary>Names the account's file without its key.</summary>
    public override string ToString() => Folder;

    private static BridgeException Unusable(Exception? inner) =>
        BridgeException.Permanent("What is stored of this Signal login cannot be read. Link again with `login signal`.", inner: inner);
}

[JsonSerializable(typeof(AccountSecret))]
internal sealed partial class AccountSecretJson : JsonSerializerContext;
