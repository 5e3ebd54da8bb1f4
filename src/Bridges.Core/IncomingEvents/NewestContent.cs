using System.Text.Json;
using Bridges.Matrix;

namespace Bridges.Core.IncomingEvents;

/// <summary>What a message says with its newest edit, which the homeserver gives along with it.</summary>
internal static class NewestContent
{
    /// <returns>Null where it cannot be read.</returns>
    public static RoomMessageContent? Of(MatrixEvent message)
    {
        var edited = message.Unsigned is { ValueKind: JsonValueKind.Object } unsigned
            && unsigned.TryGetProperty("m.relations", out var relations) && relations.ValueKind == JsonValueKind.Object
            && relations.TryGetProperty(MessageRelation.Replace, out var replacement) && replacement.ValueKind == JsonValueKind.Object
            && replacement.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Object
                ? RoomMessageReader.Read(content)?.NewContent
                : null;
        return edited ?? RoomMessageReader.Read(message.Content);
    }
}
