using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bridges.MediaWorker.Serving;

/// <summary>Writes answers to the host, one JSON object a line.</summary>
internal sealed class Output(Stream stream)
{
    private readonly Lock gate = new();

    public void Hello(string version) => Write(json =>
    {
        json.WriteString("method"u8, "hello"u8);
        json.WriteStartObject("params"u8);
        json.WriteNumber("protocol"u8, 1);
        json.WriteString("name"u8, "media"u8);
        json.WriteString("version"u8, version);
        json.WriteNumber("pid"u8, Environment.ProcessId);
        json.WriteEndObject();
    });

    public void Result<T>(long id, T result, JsonTypeInfo<T> type) => Write(json =>
    {
        json.WriteNumber("id"u8, id);
        json.WritePropertyName("result"u8);
        JsonSerializer.Serialize(json, result, type);
    });

    public void Error(long? id, int code, string message) => Write(json =>
    {
        if (id is { } number)
        {
            json.WriteNumber("id"u8, number);
        }
        else
        {
            json.WriteNull("id"u8);
        }

        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, code);
        json.WriteString("message"u8, message);
        json.WriteEndObject();
    });

    private void Write(Action<Utf8JsonWriter> members)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc"u8, "2.0"u8);
            members(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        lock (gate)
        {
            stream.Write(line.WrittenSpan);
            stream.Flush();
        }
    }
}
