using System.Globalization;
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

            return await HasLevelAsync(room, user, type, cancellationToken) || await IsAboveAllAsync(room, user, cancellationToken);
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            // The homeserver tells members only.
            return false;
        }
    }

    private async Task<bool> HasLevelAsync(RoomId room, UserId user, string type, CancellationToken cancellationToken) =>
        await clients.Main.GetStateAsync(actingAs: null, room, EventTypes.PowerLevels, "", cancellationToken) is { } content
        && new RoomLevels(content) is var levels && levels[user.Value] >= levels[type];

    /// <summary>Who made a room only its whole state tells, so that is asked for where it can matter alone.</summary>
    private async Task<bool> IsAboveAllAsync(RoomId room, UserId user, CancellationToken cancellationToken) =>
        await clients.Main.GetStateAsync(actingAs: null, room, EventTypes.Create, "", cancellationToken) is { } create
        && create["room_version"] is JsonValue version && version.TryGetValue<string>(out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= MakersStandAbove
        && (IsNamed(create, user) || (await clients.Main.GetAllStateAsync(actingAs: null, room, cancellationToken))
            .Any(found => found.Type == EventTypes.Create && found.StateKey is "" && found.Sender == user));

    private static bool IsNamed(JsonObject create, UserId user) =>
        create["additional_creators"] is JsonArray others && others.Any(other => other is JsonValue value && value.TryGetValue<string>(out var name) && name == user.Value);
}
