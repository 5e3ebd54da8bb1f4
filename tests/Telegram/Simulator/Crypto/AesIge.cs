using System.Security.Cryptography;

namespace Bridges.Telegram.Simulator.Crypto;

/// <summary>AES-256 in "infinite garble extension" mode, which MTProto uses and .NET lacks.</summary>
internal static class AesIge
{
    private const int Block = 16;

    public static byte[] Encrypt(AesKey key, ReadOnlySpan<byte> data)
    {
        using var aes = Create(key);
        using var transform = aes.CreateEncryptor();
        return Run(transform, data, previousInput: key.Iv[Block..], previousOutput: key.Iv[..Block]);
    }

    public static byte[] Decrypt(AesKey key, ReadOnlySpan<byte> data)
    {
        using var aes = Create(key);
        using var transform = aes.CreateDecryptor();
        return Run(transform, data, previousInput: key.Iv[..Block], previousOutput: key.Iv[Block..]);
    }

    private static Aes Create(AesKey key)
    {
        var aes = Aes.Create();
        aes.Key = key.Key;
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        return aes;
    }

    private static byte[] Run(ICryptoTransform transform, ReadOnlySpan<byte> data, byte[] previousInput, byte[] previousOutput)
    {
        if (data.Length % Block != 0)
        {
            throw new InvalidDataException("the encrypted data is not a whole number of blocks");
        }

        var result = new byte[data.Length];
        var mixed = new byte[Block];
        var output = new byte[Block];
        for (var at = 0; at < data.Length; at += Block)
        {
            for (var i = 0; i < Block; i++)
            {
                mixed[i] = (byte)(data[at + i] ^ previousOutput[i]);
            }

            transform.TransformBlock(mixed, 0, Block, output, 0);
            for (var i = 0; i < Block; i++)
            {
                result[at + i] = previousOutput[i] = (byte)(output[i] ^ previousInput[i]);
                previousInput[i] = data[at + i];
            }
        }

        return result;
    }
}
