using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Engines.Rpc;

/// <summary>
/// A line on its way to the engine. Either the writer takes it or its sender withdraws it, never both: so a sender who gives up knows
/// whether the engine can have seen it.
/// </summary>
internal sealed class OutgoingLine
{
    private int decided;

    private OutgoingLine(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The line with its end.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public static OutgoingLine Create(long id, string method, JsonObject? parameters)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc"u8, "2.0"u8);
            json.WriteNumber("id"u8, id);
            json.WriteString("method"u8, method);
            if (parameters is not null)
            {
                json.WritePropertyName("params"u8);
                parameters.WriteTo(json);
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return new OutgoingLine(stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }

    public bool TryTake() => Interlocked.CompareExchange(ref decided, 1, 0) == 0;

    public bool TryWithdraw() => Interlocked.CompareExchange(ref decided, 1, 0) == 0;
}
