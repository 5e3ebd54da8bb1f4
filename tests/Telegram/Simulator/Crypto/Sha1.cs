using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Bridges.Telegram.Simulator.Crypto;

/// <summary>SHA-1, where the protocol prescribes it.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The protocol prescribes it.")]
internal static class Sha1
{
    public static byte[] Hash(params ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return hash.GetHashAndReset();
    }
}
