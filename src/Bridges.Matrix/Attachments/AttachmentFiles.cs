using System.Security.Cryptography;

namespace Bridges.Matrix;

/// <summary>Encrypts and decrypts files for rooms that are encrypted, from file to file: memory stays the same whatever their size.</summary>
public static class AttachmentFiles
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Writes the encrypted file.</summary>
    /// <returns>Describes it once it lies at an address.</returns>
    public static async Task<Func<MxcUri, EncryptedFile>> EncryptAsync(string plain, string encrypted, CancellationToken cancellationToken)
    {
        var secrets = AttachmentSecrets.Create();
        var hash = await CopyAsync(plain, encrypted, secrets, hashesInput: false, cancellationToken);
        return url => secrets.Describe(url, hash);
    }

    /// <summary>Writes the decrypted file; where it is not the file that was described, nothing is left of it.</summary>
    /// <exception cref="AttachmentException">The description cannot be used, or another file lies at its address.</exception>
    public static async Task DecryptAsync(string encrypted, string plain, EncryptedFile description, CancellationToken cancellationToken)
    {
        if (AttachmentSecrets.Of(description) is not { } secrets
            || description.Hashes.GetValueOrDefault("sha256") is not { } written || AttachmentSecrets.Decode(written) is not { } expected)
        {
            throw new AttachmentException("The key of the encrypted file cannot be read.");
        }

        var hash = await CopyAsync(encrypted, plain, secrets, hashesInput: true, cancellationToken);
        if (!CryptographicOperations.FixedTimeEquals(hash, expected))
        {
            File.Delete(plain);
            throw new AttachmentException("The encrypted file is damaged: its hash is not the one that was sent with it.");
        }
    }

    private static async Task<byte[]> CopyAsync(string from, string to, AttachmentSecrets secrets, bool hashesInput, CancellationToken cancellationToken)
    {
        using var cipher = new AttachmentCipher(secrets.Key, secrets.Iv);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var input = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        await using var output = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        var buffer = new byte[BufferBytes];
        while (await input.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (hashesInput)
            {
                hash.AppendData(buffer, 0, count);
            }

            cipher.Apply(buffer.AsSpan(0, count));
            if (!hashesInput)
            {
                hash.AppendData(buffer, 0, count);
            }

            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return hash.GetHashAndReset();
    }
}
