using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace Bridges.Telegram.Simulator.Transport;

/// <summary>One TCP connection of a client: packets in, packets out.</summary>
internal sealed class Connection(Socket socket, ObfuscatedHeader header, Func<bool> isMute) : IDisposable
{
    private const int LargestPacket = 16 * 1024 * 1024;
    private const int LongestQueue = 100_000;

    private readonly NetworkStream stream = new(socket, ownsSocket: true);
    private readonly CancellationTokenSource closed = new();
    private readonly Channel<Func<byte[]>> outgoing = Channel.CreateBounded<Func<byte[]>>(LongestQueue);

    /// <summary>The data centre that the client believes it talks to; negative for a media one.</summary>
    public int DataCentre => header.DataCentre;

    public CancellationToken Closed => closed.Token;

    /// <summary>Queues a packet; it is built when its turn comes, so that message ids rise in sending order.</summary>
    public void Enqueue(Func<byte[]> packet)
    {
        if (!outgoing.Writer.TryWrite(packet))
        {
            // A client that does not read is cut off, as the real server does.
            Close();
        }
    }

    /// <summary>The next packet, or null once the connection is closed from either side.</summary>
    public async Task<byte[]?> ReadAsync()
    {
        try
        {
            byte[]? packet;
            do
            {
                packet = await ReadPacketAsync();
            }
            while (packet is not null && isMute());
            return packet;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Writes queued packets until the connection is closed.</summary>
    public async Task WriteQueuedAsync()
    {
        try
        {
            await foreach (var packet in outgoing.Reader.ReadAllAsync(closed.Token))
            {
                if (!isMute())
                {
                    await stream.WriteAsync(Frame(packet()), closed.Token);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Close();
        }
    }

    public void Close()
    {
        closed.Cancel();
        stream.Close();
    }

    public void Dispose()
    {
        Close();
        stream.Dispose();
        header.Dispose();
    }

    private async Task<byte[]?> ReadPacketAsync()
    {
        var prefix = new byte[4];
        await stream.ReadExactlyAsync(prefix, closed.Token);
        header.Incoming.Apply(prefix);
        var length = (int)(BinaryPrimitives.ReadUInt32LittleEndian(prefix) & 0x7fffffff);
        if (length > LargestPacket)
        {
            return null;
        }

        var packet = new byte[length];
        await stream.ReadExactlyAsync(packet, closed.Token);
        header.Incoming.Apply(packet);
        return packet;
    }

    private byte[] Frame(byte[] payload)
    {
        var padding = header.Padded ? RandomNumberGenerator.GetInt32(16) : 0;
        var frame = new byte[4 + payload.Length + padding];
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length + padding);
        payload.CopyTo(frame, 4);
        header.Outgoing.Apply(frame);
        return frame;
    }
}
