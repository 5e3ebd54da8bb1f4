using System.Security.Cryptography;
using System.Text;

namespace Bridges.Storage;

/// <summary>
/// Stands for a source key in the journal: half of its SHA-256, which no two keys that were ever made have in common, by chance or on purpose.
/// </summary>
internal static class SourceHash
{
    /// <summary>What SQLite's scripts call it by.</summary>
    public const string SqliteName = "source_hash";

    /// <summary>Rows whose key has the hash <c>$1</c>: its first bytes, as the index has them, tell nearly all apart.</summary>
    // BETWEEN, since what is equal to something SQLite puts in its place everywhere, and knows the index no more.
    public const string IsSame = "SUBSTR(source, 1, 4) = SUBSTR($1, 1, 4) AND source BETWEEN $1 AND $1";

    private const int Length = 16;

    /// <returns>Empty for no key: no row has that.</returns>
    public static byte[] Of(string? sourceKey) =>
        sourceKey is null ? [] : SHA256.HashData(Encoding.UTF8.GetBytes(ParameterText.Storable(sourceKey)))[..Length];
}
