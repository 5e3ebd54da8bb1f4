using System.Security.Cryptography;

namespace Bridges.Telegram.Simulator.Crypto;

/// <summary>How MTProto derives a message's key (core.telegram.org/mtproto/description).</summary>
internal static class MessageKeys
{
    public const int FromClient = 0;
    public const int FromServer = 8;

    /// <summary>The 16-byte message key over padded plain text.</summary>
    public static byte[] MessageKey(byte[] authorizationKey, int direction, ReadOnlySpan<byte> plain)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(authorizationKey, 88 + direction, 32);
        hash.AppendData(plain);
        return hash.GetHashAndReset()[8..24];
    }

    public static AesKey Derive(byte[] authorizationKey, byte[] messageKey, int direction)
    {
        var a = SHA256.HashData([.. messageKey, .. authorizationKey.AsSpan(direction, 36)]);
        var b = SHA256.HashData([.. authorizationKey.AsSpan(40 + direction, 36), .. messageKey]);
        return new AesKey([.. a[..8], .. b[8..24], .. a[24..]], [.. b[..8], .. a[8..24], .. b[24..]]);
    }

    /// <summary>The older derivation, which the binding of a temporary key still uses.</summary>
    public static AesKey DeriveForBinding(byte[] authorizationKey, byte[] messageKey)
    {
        var a = Sha1.Hash(messageKey, authorizationKey[..32]);
        var b = Sha1.Hash(authorizationKey[32..48], messageKey, authorizationKey[48..64]);
        var c = Sha1.Hash(authorizationKey[64..96], messageKey);
        var d = Sha1.Hash(messageKey, authorizationKey[96..128]);
        return new AesKey([.. a[..8], .. b[8..20], .. c[4..16]], [.. a[8..20], .. b[..8], .. c[16..20], .. d[..8]]);
    }
}
