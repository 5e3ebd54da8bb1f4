using System.Buffers;
using System.IO.Pipelines;

namespace Bridges.Engines.Rpc;

/// <summary>Reads lines of bounded length; nothing longer than the limit is ever held in memory.</summary>
internal sealed class LineReader(Stream stream, int maxLineBytes)
{
    private const int ReadAtOnce = 64 << 10;

    private readonly PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadAtOnce, leaveOpen: true));
    private SequencePosition? consumed;

    /// <summary>
    /// The next line without its end, valid until the next call; null at the end of the stream. A torn last line is dropped: its writer died.
    /// </summary>
    /// <exception cref="LineTooLongException">The line is longer than the limit.</exception>
    public async ValueTask<ReadOnlySequence<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (consumed is { } position)
        {
            reader.AdvanceTo(position);
            consumed = null;
        }

        long scanned = 0;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.Slice(scanned).PositionOf((byte)'\n') is { } end)
            {
                consumed = buffer.GetPosition(1, end);
                var line = buffer.Slice(0, end);
                return line.Length <= maxLineBytes ? line : throw new LineTooLongException(maxLineBytes);
            }

            if (buffer.Length > maxLineBytes)
            {
                throw new LineTooLongException(maxLineBytes);
            }

            scanned = buffer.Length;
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }
}
