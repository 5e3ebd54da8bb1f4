using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Bridges.Matrix;

/// <summary>
/// AES-256 in counter mode, as encrypted attachments use it: one stream of bytes that is mixed with the file, from its beginning to
/// its end. .NET has the block cipher only.
/// </summary>
internal sealed class AttachmentCipher : IDisposable
{
    private const int BlockBytes = 16;
    private const int BlocksAtOnce = 512;

    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _counter;
    private readonly byte[] _counters = new byte[BlocksAtOnce * BlockBytes];
    private readonly byte[] _stream = new byte[BlocksAtOnce * BlockBytes];
    private int _used;

    public AttachmentCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        _aes.Key = key.ToArray();
        _counter = iv.ToArray();
        _used = _stream.Length;
    }

    /// <summary>Encrypts or decrypts, which is the same, in place; goes on where the last call ended.</summary>
    public void Apply(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_used == _stream.Length)
            {
                Refill();
            }

            var count = Math.Min(bytes.Length, _stream.Length - _used);
            for (var index = 0; index < count; index++)
            {
                bytes[index] ^= _stream[_used + index];
            }

            _used += count;
            bytes = bytes[count..];
        }
    }

    public void Dispose() => _aes.Dispose();

    private void Refill()
    {
        for (var block = 0; block < BlocksAtOnce; block++)
        {
            _counter.CopyTo(_counters, block * BlockBytes);
            Increment();
        }

        // Counter mode is made of single blocks; chaining would undo it.
        _aes.EncryptEcb(_counters, _stream, PaddingMode.None);
        _used = 0;
    }

    private void Increment()
    {
        var counter = BinaryPrimitives.ReadUInt128BigEndian(_counter);
        BinaryPrimitives.WriteUInt128BigEndian(_counter, unchecked(counter + 1));
    }
}
