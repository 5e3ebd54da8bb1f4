using System.Text.Json;
using Bridges.Core.Rooms;
using Bridges.Matrix;

namespace Bridges.Core.Management;

/// <summary>
/// Whether a room is fit for what only one person and the bot may read: codes, passwords, links that log in. Asked anew before
/// each question, since a room that was fit a moment ago need not be.
/// </summary>
internal sealed class RoomPrivacy(HomeserverClients clients, CoreOptions options)
{
    private const int UsualRedactLevel = 50;

    /// <summary>Why it is not; null where it is.</summary>
    public async Task<string?> WhyNotAsync(RoomId room, UserId user, CancellationToken cancellationToken)
    {
        IReadOnlyList<MatrixEvent> state;
        try
        {
            state = await clients.Main.GetAllStateAsync(actingAs: null, room, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            return "I am not in it any more";
        }

        var create = state.FirstOrDefault(made => made.Type == EventTypes.Create);
        return state switch
        {
            _ when state.Where(IsPresent).Any(member => member.StateKey != user.Value && member.StateKey != options.Bot.Value) => "somebody else is in it, or invited to it",
            _ when !state.Where(IsPresent).Any(member => member.StateKey == user.Value) => "you are not in it",
            _ when Text(state, RoomStateTypes.JoinRules, "join_rule") is not ("invite" or "private") => "others can come into it",
            _ when Text(state, RoomStateTypes.HistoryVisibility, "history_visibility") == "world_readable" => "everybody can read it",
            _ when create is null || (create.Sender != options.Bot && create.Sender != user) => "somebody else made it",
            _ when !MayRedact(state, create) => "I may not take your secrets out of it again",
            _ => null,
        };
    }

    private static bool IsPresent(MatrixEvent member) =>
        member.Type == EventTypes.Member && Text(member.Content, "membership") is "join" or "invite" or "knock";

    private bool MayRedact(IReadOnlyList<MatrixEvent> state, MatrixEvent create)
    {
        if (state.FirstOrDefault(levels => levels.Type == EventTypes.PowerLevels)?.Content is not { } content)
        {
            return create.Sender == options.Bot;
        }

        var own = content.TryGetProperty("users", out var users) && users.ValueKind == JsonValueKind.Object ? Level(users, options.Bot.Value) : null;
        // From room version 12 on, who made a room stands above all levels, and in none of them.
        return create.Sender == options.Bot || (own ?? Level(content, "users_default") ?? 0) >= (Level(content, "redact") ?? UsualRedactLevel);
    }

    private static int? Level(JsonElement levels, string key) =>
        levels.TryGetProperty(key, out var level) && level.ValueKind == JsonValueKind.Number && level.TryGetInt32(out var value) ? value : null;

    private static string? Text(IReadOnlyList<MatrixEvent> state, string type, string key) =>
        state.FirstOrDefault(found => found.Type == type && found.StateKey is "") is { } found ? Text(found.Content, key) : null;

    private static string? Text(JsonElement content, string key) =>
        content.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
