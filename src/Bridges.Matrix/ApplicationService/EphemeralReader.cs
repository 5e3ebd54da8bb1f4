using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>Reads what is ephemeral; leaves out what it cannot read.</summary>
internal static class EphemeralReader
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}"u8);

    public static IReadOnlyList<EphemeralEvent> ReadAll(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var events = new List<EphemeralEvent>(entries.Count);
        foreach (var json in entries)
        {
            if (json.Length <= TransactionEvent.MaxBytes && Read(json) is { } readable)
            {
                events.Add(readable);
            }
        }

        return events;
    }

    private static EphemeralEvent? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Object
                ? Read(root, content)
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static EphemeralEvent? Read(JsonElement root, JsonElement content) => Text(root, "type") switch
    {
        EventTypes.Typing when RoomId.TryParse(Text(root, "room_id"), out var room) => new TypingEvent(room, UsersOf(content)),
        EventTypes.Receipt when RoomId.TryParse(Text(root, "room_id"), out var room) => new ReceiptEvent(room, [.. ReceiptsOf(content)]),
        _ => null,
    };

    private static List<UserId> UsersOf(JsonElement content)
    {
        var users = new List<UserId>();
        if (content.TryGetProperty("user_ids", out var ids) && ids.ValueKind == JsonValueKind.Array)
        {
            foreach (var id in ids.EnumerateArray())
            {
                if (id.ValueKind == JsonValueKind.String && UserId.TryParse(id.GetString(), out var user))
                {
                    users.Add(user);
                }
            }
        }

        return users;
    }

    // { "$event": { "m.read": { "@user:server": { "ts": 1, "thread_id": "main" } } } }
    private static IEnumerable<Receipt> ReceiptsOf(JsonElement content) =>
        from byEvent in Properties(content)
        from byType in Properties(byEvent.Value)
        from byUser in Properties(byType.Value)
        // Not m.read.private: nobody else is to learn of those.
        where byType.NameEquals("m.read"u8) && EventId.TryParse(byEvent.Name, out _) && UserId.TryParse(byUser.Name, out _)
        select new Receipt(new EventId(byEvent.Name), new UserId(byUser.Name));

    private static JsonElement.ObjectEnumerator Properties(JsonElement element) =>
        (element.ValueKind == JsonValueKind.Object ? element : Nothing).EnumerateObject();

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
