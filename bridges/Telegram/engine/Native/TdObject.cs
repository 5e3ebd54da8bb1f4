using System.Text.Json;

namespace Bridges.Telegram.Engine;

/// <summary>An object from TDLib, looked at just enough to route it: its content is passed on as the bytes it came in.</summary>
internal readonly ref struct TdObject
{
    private TdObject(ReadOnlySpan<byte> type, int client, ReadOnlySpan<byte> extra, ReadOnlySpan<byte> body, bool isClosed)
    {
        Type = type;
        Client = client;
        Extra = extra;
        Body = body;
        IsClosed = isClosed;
    }

    /// <summary>Its <c>@type</c>.</summary>
    public ReadOnlySpan<byte> Type { get; }

    /// <summary>Its <c>@client_id</c>.</summary>
    public int Client { get; }

    /// <summary>Its <c>@extra</c> as JSON, by which it answers a request; empty for an update.</summary>
    public ReadOnlySpan<byte> Extra { get; }

    /// <summary>The object without the routing fields and without its closing brace.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>It says that the client has closed: it was TDLib's last word about it.</summary>
    public bool IsClosed { get; }

    public bool IsError => Type.SequenceEqual("error"u8);

    public static TdObject Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1000 });
        ReadOnlySpan<byte> type = default, extra = default;
        var client = 0;
        var isClosed = false;
        var end = json.LastIndexOf((byte)'}');
        var cut = end;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isRouting = true;
            if (reader.ValueTextEquals("@extra"u8))
            {
                reader.Read();
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                extra = json[from..(int)reader.BytesConsumed];
            }
            else if (reader.ValueTextEquals("@client_id"u8))
            {
                reader.Read();
                client = reader.GetInt32();
            }
            else
            {
                isRouting = false;
                var isType = reader.ValueTextEquals("@type"u8);
                var isState = reader.ValueTextEquals("authorization_state"u8);
                reader.Read();
                if (isType)
                {
                    type = reader.ValueSpan;
                }
                else if (isState)
                {
                    isClosed = type.SequenceEqual("updateAuthorizationState"u8) && IsClosedState(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            // TDLib adds the routing fields last. Should that change, they just stay inside.
            cut = !isRouting ? end : Math.Min(cut, start);
        }

        return new TdObject(type, client, extra, json[..cut].TrimEnd(", "u8), isClosed);
    }

    private static bool IsClosedState(ref Utf8JsonReader reader)
    {
        var isClosed = false;
        var depth = reader.CurrentDepth;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                isClosed |= reader.ValueTextEquals("authorizationStateClosed"u8);
            }
        }

        return isClosed;
    }
}
