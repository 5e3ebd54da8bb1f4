using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Bridges.Telegram.Engine;

/// <summary>
/// Writes messages to the host, one a line. Blocks while the host does not read: so TDLib's updates wait inside TDLib, which can keep or
/// fetch them again, and not in this process.
/// </summary>
internal sealed class Output(Stream stream)
{
    private const int UsualLine = 256 << 10;

    private readonly Lock gate = new();
    private ArrayBufferWriter<byte> line = new(4 << 10);

    public void Hello(string version)
    {
        var writer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(writer))
        {
            json.WriteStartObject();
            json.WriteNumber("protocol"u8, 1);
            json.WriteString("name"u8, "telegram"u8);
            json.WriteString("version"u8, version);
            json.WriteNumber("pid"u8, Environment.ProcessId);
            json.WriteEndObject();
        }

        Write("""{"jsonrpc":"2.0","method":"hello","params":"""u8, writer.WrittenSpan, "}"u8);
    }

    /// <param name="client">The client it is about.</param>
    /// <param name="body">The update without its closing brace.</param>
    public void Update(int client, ReadOnlySpan<byte> body)
    {
        Span<byte> number = stackalloc byte[11];
        Utf8Formatter.TryFormat(client, number, out var length);
        Write("""{"jsonrpc":"2.0","method":"td.update","params":{"client":"""u8, number[..length], ""","update":"""u8, body, "}}}"u8);
    }

    /// <param name="id">The request's id as JSON.</param>
    /// <param name="body">The result object without its closing brace.</param>
    public void Result(ReadOnlySpan<byte> id, ReadOnlySpan<byte> body)
        => Write("""{"jsonrpc":"2.0","id":"""u8, id, ""","result":"""u8, body, "}}"u8);

    /// <summary>Answers with what TDLib said, an <c>error</c> object with an error.</summary>
    public void Answer(ReadOnlySpan<byte> id, TdObject answer)
    {
        if (!answer.IsError)
        {
            Result(id, answer.Body);
            return;
        }

        var reader = new Utf8JsonReader([.. answer.Body, (byte)'}']);
        var error = JsonElement.ParseValue(ref reader);
        Error(id, error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString() ?? "");
    }

    /// <param name="id">The request's id as JSON.</param>
    /// <param name="code">TDLib's code, or one of JSON-RPC's own below -32000.</param>
    /// <param name="message">Why.</param>
    public void Error(ReadOnlySpan<byte> id, int code, string message)
    {
        var error = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(error))
        {
            json.WriteStartObject();
            json.WriteNumber("code"u8, code);
            json.WriteString("message"u8, message);
            json.WriteEndObject();
        }

        Write("""{"jsonrpc":"2.0","id":"""u8, id, ""","error":"""u8, error.WrittenSpan, "}"u8);
    }

    private void Write(
        ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, ReadOnlySpan<byte> d = default, ReadOnlySpan<byte> e = default)
    {
        lock (gate)
        {
            line.Write(a);
            line.Write(b);
            line.Write(c);
            line.Write(d);
            line.Write(e);
            line.Write("\n"u8);
            stream.Write(line.WrittenSpan);
            stream.Flush();
            if (line.Capacity > UsualLine)
            {
                line = new ArrayBufferWriter<byte>(4 << 10);
            }
            else
            {
                line.ResetWrittenCount();
            }
        }
    }
}
