using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridges.Core.JournalRows;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.IncomingEvents;

/// <summary>
/// Makes rows of what the homeserver sent as an event and is none: that somebody who may use the bridge said something which cannot be
/// read. Of what it was nothing is kept.
/// </summary>
internal sealed class UnreadableRows(PortalRegistry portals, EventFilter filter)
{
    private const int MaxReason = 500;
    private const int MaxDepth = 1000;

    /// <returns>Null where it is nobody's who may use the bridge.</returns>
    public async ValueTask<NewJournalRow?> OfAsync(TransactionEvent entry, CancellationToken cancellationToken)
    {
        if (Read(entry.Json) is not { } known || !filter.MayAct(known.Sender))
        {
            return null;
        }

        var reason = entry.UnreadableBecause is { Length: > MaxReason } much ? much[..MaxReason] : entry.UnreadableBecause;
        // Outside a portal nobody waits to hear of it.
        var portal = known.Room is { } room ? await portals.ByRoomAsync(room, cancellationToken) : null;
        return new NewJournalRow(
            UnreadableEvents.Lane, JournalDirection.FromMatrix, portal?.Network ?? EventRows.NoNetwork,
            SourceKey: known.Event is { } id ? SourceKeys.Of(id) : $"unreadable:{Convert.ToHexStringLower(SHA256.HashData(entry.Json.Span))}",
            Encoding.UTF8.GetBytes($"{reason}\n"))
        {
            RoomId = portal?.RoomId,
            EventId = known.Event?.Value,
        };
    }

    /// <summary>Who said it and where, as far as that can be read.</summary>
    private static (UserId Sender, RoomId? Room, EventId? Event)? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var root = document.RootElement;
            return UserId.TryParse(Text(root, "sender"), out var sender)
                ? (sender, RoomId.TryParse(Text(root, "room_id"), out var room) ? room : null, EventId.TryParse(Text(root, "event_id"), out var id) ? id : null)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it of bytes that are none.
            return null;
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
