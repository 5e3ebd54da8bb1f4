using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Bridges.Engines.Json;

namespace Bridges.Signal.Accounts;

/// <summary>The history that a phone sent, a line for each message. It is read through once, to know where the lines of each chat are; memory holds no more of it than that.</summary>
internal sealed class HistoryFile
{
    private readonly string _path;
    private readonly Dictionary<string, Lines> _chats = new(StringComparer.Ordinal);

    private HistoryFile(string path) => _path = path;

    /// <summary>The one with the newest message first.</summary>
    public IEnumerable<string> Chats => _chats.OrderByDescending(chat => chat.Value.Newest).Select(chat => chat.Key);

    public static async Task<HistoryFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var file = new HistoryFile(path);
        await using var stream = File.OpenRead(path);
        var reader = PipeReader.Create(stream);
        for (var offset = 0L; ;)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var line = rest.Slice(0, end);
                file.Note(line, offset);
                offset += line.Length + 1;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                await reader.CompleteAsync();
                return file;
            }
        }
    }

    /// <summary>A chat's lines, in the order in which they came.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAsync(string chat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var handle = File.OpenHandle(_path, options: FileOptions.Asynchronous);
        foreach (var (offset, length) in _chats[chat].Places)
        {
            var line = new byte[length];
            if (await RandomAccess.ReadAsync(handle, line, offset, cancellationToken) == length)
            {
                yield return JsonElement.Parse(line);
            }
        }
    }

    private void Note(ReadOnlySequence<byte> line, long offset)
    {
        using var document = JsonDocument.Parse(line);
        if (document.RootElement.Text("chat") is not { } chat || document.RootElement.Number("timestamp") is not { } at)
        {
            return;
        }

        if (!_chats.TryGetValue(chat, out var lines))
        {
            _chats[chat] = lines = new Lines();
        }

        lines.Newest = Math.Max(lines.Newest, at);
        lines.Places.Add((offset, checked((int)line.Length)));
    }

    private sealed class Lines
    {
        public long Newest { get; set; }

        public List<(long Offset, int Length)> Places { get; } = [];
    }
}
