using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Bridges.Telegram.Engine;

/// <summary>Does what the host asks for.</summary>
internal sealed class Requests(TdLibrary library, Clients clients, Output output)
{
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int MethodNotFound = -32601;
    private const int InvalidParameters = -32602;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    public void Take(in ReadOnlySequence<byte> line)
    {
        JsonDocument message;
        try
        {
            if (!UnicodeCheck.IsUnicode(line.IsSingleSegment ? line.FirstSpan : line.ToArray()))
            {
                throw new JsonException();
            }

            message = JsonDocument.Parse(line, Options);
        }
        catch (JsonException)
        {
            output.Error("null"u8, ParseError, "The line is not JSON.");
            return;
        }

        using (message)
        {
            try
            {
                Take(message.RootElement);
            }
            catch (InvalidOperationException)
            {
                output.Error("null"u8, ParseError, "A text in the line is not Unicode.");
            }
        }
    }

    private void Take(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("id", out var number)
            || number.ValueKind is not (JsonValueKind.Number or JsonValueKind.String)
            || !message.TryGetProperty("method", out var name)
            || name.ValueKind != JsonValueKind.String)
        {
            output.Error("null"u8, InvalidRequest, "The line is not a JSON-RPC request with an id.");
            return;
        }

        var id = JsonMarshal.GetRawUtf8Value(number);
        message.TryGetProperty("params", out var parameters);
        switch (name.GetString())
        {
            case "ping":
                output.Result(id, "{"u8);
                break;
            case "client.create":
                output.Result(id, Encoding.UTF8.GetBytes($$"""{"client":{{clients.Create()}}"""));
                break;
            case "td.request" when ReadClient(parameters) is { } client && ReadRequest(parameters) is { } request:
                Send(id, client, request);
                break;
            case "td.execute" when ReadRequest(parameters) is { } request:
                output.Answer(id, TdObject.Read(library.Execute([.. JsonMarshal.GetRawUtf8Value(request), 0])));
                break;
            case "td.request" or "td.execute":
                output.Error(id, InvalidParameters, "The parameters are not those of this method.");
                break;
            default:
                output.Error(id, MethodNotFound, "There is no such method.");
                break;
        }
    }

    private void Send(ReadOnlySpan<byte> id, int client, JsonElement request)
    {
        if (!clients.IsOpen(client))
        {
            output.Error(id, InvalidParameters, $"There is no open client {client}.");
            return;
        }

        // The id travels through TDLib as the request's @extra and comes back in the answer.
        var inner = JsonMarshal.GetRawUtf8Value(request)[1..];
        library.Send(client, [.. """{"@extra":"""u8, .. id, (byte)',', .. inner, 0]);
    }

    private static int? ReadClient(JsonElement parameters)
        => parameters.ValueKind == JsonValueKind.Object
            && parameters.TryGetProperty("client", out var client)
            && client.ValueKind == JsonValueKind.Number
            && client.TryGetInt32(out var id)
                ? id
                : null;

    private static JsonElement? ReadRequest(JsonElement parameters)
        => parameters.ValueKind == JsonValueKind.Object
            && parameters.TryGetProperty("request", out var request)
            && request.ValueKind == JsonValueKind.Object
            && request.TryGetProperty("@type", out _)
            && !request.TryGetProperty("@extra", out _)
                ? request
                : null;
}
