using System.Buffers.Binary;
using System.Security.Cryptography;
using Bridges.Telegram.Simulator.Crypto;
using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>The encrypted wrapping of every message after the key exchange.</summary>
internal static class Envelope
{
    private const int HeaderSize = 24;
    private const int InnerHeaderSize = 32;

    /// <exception cref="InvalidDataException">The packet was not made with this key.</exception>
    public static IncomingMessage Open(AuthorizationKey key, ReadOnlySpan<byte> packet)
    {
        var messageKey = packet[8..HeaderSize].ToArray();
        // The padded transport may have left bytes behind the last whole block.
        var encrypted = packet[HeaderSize..(HeaderSize + ((packet.Length - HeaderSize) & ~15))];
        var plain = AesIge.Decrypt(MessageKeys.Derive(key.Key, messageKey, MessageKeys.FromClient), encrypted);
        if (!MessageKeys.MessageKey(key.Key, MessageKeys.FromClient, plain).AsSpan().SequenceEqual(messageKey))
        {
            throw new InvalidDataException("the message key does not match");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(28));
        return length >= 4 && length <= plain.Length - InnerHeaderSize
            ? new IncomingMessage(
                BinaryPrimitives.ReadInt64LittleEndian(plain.AsSpan(8)),
                BinaryPrimitives.ReadInt64LittleEndian(plain.AsSpan(16)),
                plain[InnerHeaderSize..(InnerHeaderSize + length)])
            : throw new InvalidDataException("the message is longer than its packet");
    }

    public static byte[] Seal(AuthorizationKey key, long sessionId, long messageId, int sequence, byte[] body)
    {
        var inner = new TlWriter().Long(key.Salt).Long(sessionId).Long(messageId).Int(sequence).Int(body.Length).Raw(body);
        var padding = 12 + ((16 - ((inner.Length + 12) % 16)) % 16);
        var plain = inner.Raw(RandomNumberGenerator.GetBytes(padding)).ToArray();
        var messageKey = MessageKeys.MessageKey(key.Key, MessageKeys.FromServer, plain);
        var encrypted = AesIge.Encrypt(MessageKeys.Derive(key.Key, messageKey, MessageKeys.FromServer), plain);
        return new TlWriter().Long(key.Id).Raw(messageKey).Raw(encrypted).ToArray();
    }
}
