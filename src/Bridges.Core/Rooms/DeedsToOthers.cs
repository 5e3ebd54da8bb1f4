using System.Text.Json;
using Bridges.Matrix;

namespace Bridges.Core.Rooms;

/// <summary>Memberships by which somebody does something to another: invites, puts out, bans, or lets back.</summary>
internal static class DeedsToOthers
{
    /// <summary>Whether it is one. That somebody comes or goes by themselves is none, nor what is done to the bot.</summary>
    public static bool Is(MatrixEvent roomEvent, UserId bot) =>
        roomEvent.Type == EventTypes.Member && roomEvent.StateKey != roomEvent.Sender.Value && roomEvent.StateKey != bot.Value
        && Membership(roomEvent.Content) is "invite" or "leave" or "ban";

    public static string? Membership(JsonElement? content) =>
        content is { ValueKind: JsonValueKind.Object } member && member.TryGetProperty("membership", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
