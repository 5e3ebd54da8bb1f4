using System.Buffers.Text;
using System.Security.Cryptography;

namespace Bridges.Matrix;

/// <summary>Key and start value of one encrypted attachment; each is used for one file only.</summary>
internal sealed record AttachmentSecrets(byte[] Key, byte[] Iv)
{
    private const int KeyBytes = 32;
    private const int IvBytes = 16;

    /// <summary>The lower half of the start value is zero, so that its counter never runs over ("Sending encrypted attachments").</summary>
    public static AttachmentSecrets Create() => new(RandomNumberGenerator.GetBytes(KeyBytes), [.. RandomNumberGenerator.GetBytes(IvBytes / 2), .. new byte[IvBytes / 2]]);

    /// <summary>Null where they are not what this cipher takes.</summary>
    public static AttachmentSecrets? Of(EncryptedFile file) =>
        file.Version == "v2" && Decode(file.Key.Key) is { Length: KeyBytes } key && Decode(file.Iv) is { Length: IvBytes } iv ? new AttachmentSecrets(key, iv) : null;

    public EncryptedFile Describe(MxcUri url, byte[] hash) => new()
    {
        Url = url,
        Key = new AttachmentKey { Key = Base64Url.EncodeToString(Key) },
        Iv = Encode(Iv),
        Hashes = new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = Encode(hash) },
    };

    /// <summary>Both alphabets, with and without padding: all of them are about.</summary>
    public static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text.TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public override string ToString() => nameof(AttachmentSecrets);

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');
}
