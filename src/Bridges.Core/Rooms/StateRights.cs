using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Matrix;

namespace Bridges.Core.Rooms;

/// <summary>
/// What users may change in a room themselves. The bot stands above nearly everybody: where it acts for a user, the homeserver asks for the bot's
/// rights only, so the user's are asked for here.
/// </summary>
internal sealed class StateRights(HomeserverClients clients)
{
    /// <summary>From this room version on, whoever made a room stands above all levels, and in none of them.</summary>
    private const int MakersStandAbove = 12;

    /// <summary>Whether the homeserver would take a state event of this type from the user; not where that cannot be told.</summary>
    public async Task<bool> MaySetAsync(RoomId room, UserId user, string type, CancellationToken cancellationToken)
    {
        try
        {
            if (!(await clients.Main.JoinedMembersAsync(actingAs: null, room, cancellationToken)).Contains(user))
            {
                return false;
            }

            var state = await clients.Main.GetAllStateAsync(actingAs: null, room, cancellationToken);
            return (Of(state, EventTypes.Create) is { } create && IsAboveAll(create, user)) || (LevelsOf(state) is { } levels && levels[user.Value] >= levels[type]);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // The homeserver tells members only.
            return false;
        }
    }

    private static bool IsAboveAll(MatrixEvent create, UserId user) =>
        create.Content.TryGetProperty("room_version", out var version) && version.ValueKind == JsonValueKind.String
        && int.TryParse(version.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= MakersStandAbove
        && (create.Sender == user || IsNamed(create.Content, user));

    private static bool IsNamed(JsonElement create, UserId user) =>
        create.TryGetProperty("additional_creators", out var others) && others.ValueKind == JsonValueKind.Array
        && others.EnumerateArray().Any(other => other.ValueKind == JsonValueKind.String && other.GetString() == user.Value);

    private static RoomLevels? LevelsOf(IReadOnlyList<MatrixEvent> state) =>
        Of(state, EventTypes.PowerLevels) is { } levels && JsonNode.Parse(levels.Content.GetRawText()) is JsonObject content ? new RoomLevels(content) : null;

    private static MatrixEvent? Of(IReadOnlyList<MatrixEvent> state, string type) => state.FirstOrDefault(found => found.Type == type && found.StateKey is "");
}
