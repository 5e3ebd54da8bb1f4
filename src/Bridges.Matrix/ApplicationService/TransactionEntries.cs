using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>Cuts a transaction into its entries without looking into them.</summary>
internal sealed class TransactionEntries
{
    /// <summary>
    /// As deep as a body can be: an event that is nested too deeply must become one unreadable entry, not a body that can
    /// never be read. The reader walks, it does not recurse, so depth costs one bit a level.
    /// </summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    private readonly List<ReadOnlyMemory<byte>> _events = [];
    private readonly List<ReadOnlyMemory<byte>> _ephemeral = [];
    private readonly List<ReadOnlyMemory<byte>> _unstableEphemeral = [];

    /// <exception cref="JsonException">The body is no JSON.</exception>
    public static bool TryRead(ReadOnlySpan<byte> body, out TransactionEntries entries)
    {
        entries = new TransactionEntries();
        var reader = new Utf8JsonReader(body, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var list = entries.ListOf(ref reader);
            reader.Read();
            if (list is null)
            {
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.StartArray)
            {
                return false;
            }
            else
            {
                CopyEntries(ref reader, body, list);
            }
        }

        // Whatever stands behind the object makes this throw.
        reader.Read();
        return true;
    }

    /// <summary>Synapse sends what is ephemeral twice, under the stable key and under MSC2409's: one of them counts.</summary>
    public AppServiceTransaction ToTransaction()
    {
        var events = _events.ConvertAll(TransactionEvent.Read);
        var ephemeral = _ephemeral.Count > 0 ? _ephemeral : _unstableEphemeral;
        return new AppServiceTransaction(events, EphemeralReader.ReadAll(ephemeral));
    }

    private static void CopyEntries(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, List<ReadOnlyMemory<byte>> list)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            list.Add(body[start..(int)reader.BytesConsumed].ToArray());
        }
    }

    private List<ReadOnlyMemory<byte>>? ListOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("events"u8) ? _events
        : reader.ValueTextEquals("ephemeral"u8) ? _ephemeral
        : reader.ValueTextEquals("de.sorunome.msc2409.ephemeral"u8) ? _unstableEphemeral
        : null;
}
