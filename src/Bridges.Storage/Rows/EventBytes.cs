using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Bridges.Storage;

/// <summary>
/// An event's id as it is kept: of one in the usual form, the hash of the event, its 32 bytes; of any other, its text behind a hash, and never
/// 32 bytes. So the first bytes tell nearly all apart.
/// </summary>
internal static class EventBytes
{
    /// <summary>What SQLite's scripts call it by.</summary>
    public const string SqliteName = "event_bytes";

    /// <summary>Rows whose event is <c>$1</c>; the index has the first bytes only.</summary>
    // BETWEEN, since what is equal to something SQLite puts in its place everywhere, and knows the index no more.
    public const string IsSame = "SUBSTR(event, 1, 4) = SUBSTR($1, 1, 4) AND event BETWEEN $1 AND $1";

    private const int UsualTextLength = 44;
    private const int UsualLength = 32;
    private const int HashLength = 4;

    public static byte[] Of(string eventId)
    {
        Span<byte> usual = stackalloc byte[UsualLength];
        if (eventId.Length == UsualTextLength && eventId[0] == '$' && TryDecode(eventId.AsSpan(1), usual))
        {
            return usual.ToArray();
        }

        var text = Encoding.UTF8.GetBytes(ParameterText.Storable(eventId));
        byte[] bytes = [.. SHA256.HashData(text).AsSpan(0, HashLength), .. text];
        return bytes.Length == UsualLength ? [.. bytes, 0] : bytes;
    }

    public static string Read(byte[] bytes) => bytes.Length == UsualLength
        ? $"${Base64Url.EncodeToString(bytes)}"
        : Encoding.UTF8.GetString(bytes.AsSpan(HashLength).TrimEnd((byte)0));

    /// <summary>Only what is made of its bytes again, to the letter.</summary>
    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        Span<char> again = stackalloc char[UsualTextLength];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var length) == OperationStatus.Done && length == UsualLength
            && Base64Url.TryEncodeToChars(bytes, again, out var characters) && text.SequenceEqual(again[..characters]);
    }
}
