using System.Text;
using Microsoft.Extensions.Logging;

namespace Bridges.Engines.Processes;

/// <summary>Forwards an engine's error output to the log, bounded in length and rate: an engine that floods it must not fill a disk.</summary>
internal sealed partial class ErrorOutput(EngineOptions options, ILogger logger, TimeProvider time)
{
    private const int LongestLine = 2000;
    private const int LinesInWindow = 100;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly byte[] line = new byte[LongestLine];
    private int length;
    private long windowStart = time.GetTimestamp();
    private int shown;
    private int leftOut;

    /// <summary>The latest line that was not empty: most often why the engine ended.</summary>
    public string? LastLine { get; private set; }

    /// <summary>Reads to the end.</summary>
    public async Task ForwardAsync(Stream stream, CancellationToken cancellationToken)
    {
        var chunk = new byte[4096];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
            {
                Take(chunk.AsSpan(0, read));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The end of a process that was killed.
        }

        EndLine();
        TellLeftOut();
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            var fits = Math.Min(piece.Length, LongestLine - length);
            piece[..fits].CopyTo(line.AsSpan(length));
            length += fits;
            if (end < 0)
            {
                return;
            }

            EndLine();
            bytes = bytes[(end + 1)..];
        }
    }

    private void EndLine()
    {
        var text = Clean(Encoding.UTF8.GetString(line, 0, length));
        length = 0;
        if (text.Length == 0)
        {
            return;
        }

        LastLine = Redact(text);
        if (time.GetElapsedTime(windowStart) >= Window)
        {
            TellLeftOut();
            windowStart = time.GetTimestamp();
            shown = 0;
        }

        if (shown < LinesInWindow)
        {
            shown++;
            Log.ErrorLine(logger, options.Name, LastLine);
        }
        else
        {
            leftOut++;
        }
    }

    private string Redact(string text)
    {
        try
        {
            return options.Redact?.Invoke(text) ?? text;
        }
        catch (Exception exception)
        {
            // An engine whose error output is no longer read would block on it.
            return $"(a line that could not be redacted: {exception.GetType().Name})";
        }
    }

    private void TellLeftOut()
    {
        if (leftOut > 0)
        {
            Log.LeftOut(logger, options.Name, leftOut);
            leftOut = 0;
        }
    }

    // Control characters could colour, overwrite or forge log lines.
    private static string Clean(string text)
        => string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        }).Trim();

    private static partial class Log
    {
        // What a library says to itself; the line that matters is told with the engine's end.
        [LoggerMessage(Level = LogLevel.Debug, Message = "Engine {Engine}: {Line}")]
        public static partial void ErrorLine(ILogger logger, string engine, string line);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Engine {Engine}: … {Lines} lines left out")]
        public static partial void LeftOut(ILogger logger, string engine, int lines);
    }
}
