using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Bridges.Storage;

/// <summary>Encrypts what must not be readable in the database: AES-256-GCM, bound to the row that it belongs to.</summary>
public sealed class SecretBox
{
    private const byte Version = 1;
    private const int KeyBytes = 32;
    private const string WhatAKeyIs = "32 bytes in base64, as `openssl rand -base64 32` makes them";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;
    private readonly ConcurrentBag<AesGcm> _ciphers = [];

    private SecretBox(byte[] key) => _key = key;

    /// <summary>Whether bytes look like sealed ones: no text begins so.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> bytes) => bytes.Length >= 1 + NonceBytes + TagBytes && bytes[0] == Version;

    /// <summary>Takes the key from a file, which is made, with a random key and for its owner only, where there is none.</summary>
    /// <exception cref="StorageException">The file does not hold a key, or cannot be read or made.</exception>
    public static SecretBox FromKeyFile(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                Make(path);
            }

            return new SecretBox(ReadKey(File.ReadAllText(path).Trim()) ?? throw new StorageException($"The key file {path} must hold {WhatAKeyIs}.", isTransient: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The key file {path} cannot be used: {exception.Message}", isTransient: false, exception);
        }
    }

    /// <param name="key">32 bytes in base64.</param>
    /// <exception cref="StorageException">It is no such key.</exception>
    public static SecretBox FromBase64(string key) =>
        new(ReadKey(key) ?? throw new StorageException($"The key for secrets must be {WhatAKeyIs}.", isTransient: false));

    /// <param name="context">Names what the secret belongs to; needed again to open it.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, string context)
    {
        var sealedBytes = new byte[1 + NonceBytes + TagBytes + secret.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        var aes = TakeCipher();
        aes.Encrypt(
            nonce, secret, sealedBytes.AsSpan(1 + NonceBytes + TagBytes), sealedBytes.AsSpan(1 + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(context));
        _ciphers.Add(aes);
        return sealedBytes;
    }

    /// <exception cref="StorageException">It was sealed with another key, or for something else, or was changed.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, string context)
    {
        if (sealedBytes.Length < 1 + NonceBytes + TagBytes || sealedBytes[0] != Version)
        {
            throw new StorageException("A secret in the database is damaged.", isTransient: false);
        }

        var secret = new byte[sealedBytes.Length - 1 - NonceBytes - TagBytes];
        try
        {
            var aes = TakeCipher();
            aes.Decrypt(
                sealedBytes.Slice(1, NonceBytes), sealedBytes[(1 + NonceBytes + TagBytes)..], sealedBytes.Slice(1 + NonceBytes, TagBytes), secret,
                Encoding.UTF8.GetBytes(context));
            _ciphers.Add(aes);
            return secret;
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new StorageException("The secrets in the database were encrypted with another key. Put the old key file back.", isTransient: false, exception);
        }
    }

    /// <summary>Tells nothing.</summary>
    public override string ToString() => nameof(SecretBox);

    /// <summary>Setting one up costs more than what it does for a message.</summary>
    private AesGcm TakeCipher() => _ciphers.TryTake(out var aes) ? aes : new AesGcm(_key, TagBytes);

    private static byte[]? ReadKey(string text)
    {
        var bytes = new byte[KeyBytes];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == KeyBytes ? bytes : null;
    }

    /// <exception cref="IOException">It cannot be made.</exception>
    private static void Make(string path)
    {
        // Under a name that nobody can foresee: in a folder that others can write, a file of theirs would stay theirs.
        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.new";
        using (var file = new FileStream(draft, OwnerOnly.ToWrite(FileMode.CreateNew)))
        {
            // On disk before anything is encrypted with it, and never half there.
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            // Where another program was first, its key counts.
            HardLink.TryMake(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
