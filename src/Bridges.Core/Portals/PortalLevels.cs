using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Bridges.Core.Lanes;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals;

/// <summary>
/// Mends the power levels of a room. What the bridge set last is remembered, so that what somebody else set beside it is told
/// apart and stays; a user whose level may not be changed is passed over.
/// </summary>
internal sealed partial class PortalLevels(Database database, SettingTable settings, HomeserverClients clients, CoreOptions options, ILogger<PortalLevels> logger)
{
    /// <param name="wanted">Of everybody who is to be in the room.</param>
    public async Task MendAsync(PortalRow portal, IReadOnlyDictionary<string, int> wanted, CancellationToken cancellationToken)
    {
        var room = new RoomId(portal.RoomId!);
        if (await clients.Main.GetStateAsync(actingAs: null, room, EventTypes.PowerLevels, "", cancellationToken) is not { } content)
        {
            return;
        }

        var users = content["users"] as JsonObject ?? [];
        var usual = Level(content["users_default"]) ?? 0;
        var before = await LastSetAsync(portal, cancellationToken);
        var mended = (JsonObject)users.DeepClone();
        var set = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var user in wanted.Keys.Union(before.Keys).Where(user => user != options.Bot.Value))
        {
            var level = wanted.GetValueOrDefault(user);
            var now = Level(users[user]) ?? usual;
            var last = before.TryGetValue(user, out var known) ? known : RoomPowers.IsOurs(now) ? now : 0;
            if (now != last && now != level)
            {
                // Somebody else gave them this level. It is remembered as it was, so that theirs stays.
                set[user] = last;
                continue;
            }

            Set(mended, user, level, usual);
            set[user] = level;
        }

        if (!JsonNode.DeepEquals(users, mended) && !await WriteAsync(room, content, mended, cancellationToken))
        {
            return;
        }

        await RememberAsync(portal, set, before, cancellationToken);
    }

    public async Task ForgetAsync(PortalRow portal, CancellationToken cancellationToken) =>
        await database.WriteAsync([SettingTable.Remove(Key(portal))], cancellationToken: cancellationToken);

    private static void Set(JsonObject users, string user, int level, int usual)
    {
        if (level == usual)
        {
            users.Remove(user);
        }
        else
        {
            users[user] = level;
        }
    }

    private async Task<bool> WriteAsync(RoomId room, JsonObject content, JsonObject users, CancellationToken cancellationToken)
    {
        content["users"] = users;
        try
        {
            await clients.Main.SendStateAsync(actingAs: null, room, EventTypes.PowerLevels, "", content, cancellationToken);
            return true;
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.Refused(logger, room.Value, exception.ErrorCode);
            return false;
        }
    }

    private static int? Level(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var level) ? level : null;

    private async Task<Dictionary<string, int>> LastSetAsync(PortalRow portal, CancellationToken cancellationToken) =>
        await settings.GetAsync(Key(portal), cancellationToken) is { } json
            ? JsonSerializer.Deserialize(json, PortalLevelsJson.Default.DictionaryStringInt32)!
            : new(StringComparer.Ordinal);

    private async Task RememberAsync(PortalRow portal, Dictionary<string, int> set, Dictionary<string, int> before, CancellationToken cancellationToken)
    {
        var kept = set.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        if (kept.Count != before.Count || kept.Any(pair => !before.TryGetValue(pair.Key, out var level) || level != pair.Value))
        {
            await database.WriteAsync(
                [SettingTable.Set(Key(portal), JsonSerializer.Serialize(kept, PortalLevelsJson.Default.DictionaryStringInt32))], cancellationToken: cancellationToken);
        }
    }

    private static string Key(PortalRow portal) => $"levels/{LaneKey.Of(portal.Network, portal.Chat)}";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The homeserver does not let the bot change the power levels of room {Room} ({ErrorCode}); they stay as they are")]
        public static partial void Refused(ILogger logger, string room, string errorCode);
    }
}

[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class PortalLevelsJson : JsonSerializerContext;
