using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Storage;

namespace Bridges.Core.JournalRows;

/// <summary>That a chat of an account shall have its room, as it stands in the journal. Nothing happened on the network.</summary>
/// <param name="Messages">With how many of its last messages a room begins in which there are none yet; null: with none.</param>
internal sealed record JournaledRoomOrder(AccountId Account, ChatKey Chat, RoomOrder Order, int? Messages = null)
{
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, JournaledRoomOrderJson.Default.JournaledRoomOrder);

    /// <summary>What stands in a row; null where it is something else, or cannot be read.</summary>
    public static JournaledRoomOrder? TryRead(JournalRow row)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Payload.Span, JournaledRoomOrderJson.Default.JournaledRoomOrder) switch
            {
                { Order: not RoomOrder.None } order => order,
                { } => FromFormer(row),
                null => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Until schema version 1 an order was a chat change with a flag.</summary>
    private static JournaledRoomOrder? FromFormer(JournalRow row) =>
        JsonSerializer.Deserialize(row.Payload.Span, JournaledRoomOrderJson.Default.FormerRoomOrder) switch
        {
            { MakesRoom: true, Event: { } change } former => new(former.Account, change.Chat, RoomOrder.Open),
            { BringsOwner: true, Event: { } change } former => new(former.Account, change.Chat, RoomOrder.BringOwner),
            _ => null,
        };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournaledRoomOrder))]
[JsonSerializable(typeof(FormerRoomOrder))]
internal sealed partial class JournaledRoomOrderJson : JsonSerializerContext;
