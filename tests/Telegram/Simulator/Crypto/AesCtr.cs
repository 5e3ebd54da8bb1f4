using System.Security.Cryptography;

namespace Bridges.Telegram.Simulator.Crypto;

/// <summary>AES-256 in counter mode over an endless stream, both directions alike.</summary>
internal sealed class AesCtr : IDisposable
{
    private const int Block = 16;
    private readonly Aes aes = Aes.Create();
    private readonly ICryptoTransform transform;
    private readonly byte[] counters = new byte[Block * 64];
    private readonly byte[] counter;
    private readonly byte[] keyStream = new byte[Block * 64];
    private int used;

    public AesCtr(AesKey key)
    {
        aes.Key = key.Key;
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        transform = aes.CreateEncryptor();
        counter = [.. key.Iv];
        used = keyStream.Length;
    }

    /// <summary>Encrypts or decrypts in place.</summary>
    public void Apply(Span<byte> data)
    {
        for (var i = 0; i < data.Length; i++)
        {
            if (used == keyStream.Length)
            {
                Refill();
            }

            data[i] ^= keyStream[used++];
        }
    }

    public void Dispose()
    {
        transform.Dispose();
        aes.Dispose();
    }

    private void Refill()
    {
        for (var at = 0; at < counters.Length; at += Block)
        {
            counter.CopyTo(counters, at);
            for (var i = Block - 1; i >= 0 && ++counter[i] == 0; i--)
            {
                // The carry runs on to the next higher byte.
            }
        }

        transform.TransformBlock(counters, 0, counters.Length, keyStream, 0);
        used = 0;
    }
}
