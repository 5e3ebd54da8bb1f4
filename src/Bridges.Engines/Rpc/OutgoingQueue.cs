using System.Threading.Channels;

namespace Bridges.Engines.Rpc;

/// <summary>The one writer of an engine's input: whole lines, in order, from a bounded queue.</summary>
internal sealed class OutgoingQueue(int capacity)
{
    private readonly Channel<OutgoingLine> lines =
        Channel.CreateBounded<OutgoingLine>(new BoundedChannelOptions(capacity) { SingleReader = true });

    /// <summary>False when the queue is full or completed.</summary>
    public bool TryAdd(OutgoingLine line) => lines.Writer.TryWrite(line);

    /// <summary>Takes no more lines. What is queued is written, then the engine's input is closed.</summary>
    public void Complete() => lines.Writer.TryComplete();

    /// <summary>Writes until completed or until the engine no longer reads; ends by closing the stream.</summary>
    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken))
            {
                if (line.TryTake())
                {
                    await stream.WriteAsync(line.Bytes, cancellationToken);
                    await stream.FlushAsync(cancellationToken);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The engine closed its input: it is ending, and the watch on its process says why.
        }
        finally
        {
            lines.Writer.TryComplete();
            Close(stream);
        }
    }

    private static void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // Closing flushes, and there is nobody left to flush to.
        }
    }
}
