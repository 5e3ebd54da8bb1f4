using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Core.Lanes;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Portals.Looks;

/// <summary>
/// Mends the power levels of a room. What the bridge set last is remembered, so that what somebody else set beside it is told
/// apart and stays; a user whose level may not be changed is passed over.
/// </summary>
internal sealed partial class PortalLevels(PortalRegistry portals, SettingTable settings, LevelWrites writes, CoreOptions options, ILogger<PortalLevels> logger)
{
    /// <param name="wanted">By the slots of <see cref="RoomLevels"/>: of everybody who is to be in the room, and what is needed to change the chat.</param>
    public async Task MendAsync(PortalRow portal, IReadOnlyDictionary<string, int> wanted, CancellationToken cancellationToken)
    {
        var before = await LastSetAsync(portal, cancellationToken);
        var set = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            if (!await writes.ChangeAsync(new RoomId(portal.RoomId!), content => Set(new RoomLevels(content), wanted, before, set), cancellationToken))
            {
                return;
            }
        }
        catch (MatrixException exception) when (!exception.IsTransient)
        {
            Log.Refused(logger, portal.RoomId!, exception.ErrorCode);
            return;
        }

        // The room has them now: not to be cut off.
        await RememberAsync(portal, set, before, CancellationToken.None);
    }

    /// <summary>What is remembered of a room ends with it.</summary>
    public static Statement Forget(PortalRow portal) => SettingTable.Remove(Key(portal));

    /// <param name="before">What the bridge set last.</param>
    /// <param name="set">What it has set then.</param>
    private void Set(RoomLevels levels, IReadOnlyDictionary<string, int> wanted, Dictionary<string, int> before, Dictionary<string, int> set)
    {
        foreach (var slot in wanted.Keys.Union(before.Keys).Where(slot => slot != options.Bot.Value))
        {
            if (!wanted.TryGetValue(slot, out var level) && !RoomLevels.IsUser(slot))
            {
                continue;
            }

            var now = levels[slot];
            var last = LastOf(slot, now, before);
            if (now != last && now != level)
            {
                // Somebody else set this level. It is remembered as it was, so that theirs stays.
                set[slot] = last;
                continue;
            }

            levels[slot] = level;
            set[slot] = level;
        }
    }

    /// <summary>The level that the bridge set last. Of a room of which nothing is remembered it is guessed; else users who are not named had none.</summary>
    private static int LastOf(string slot, int now, Dictionary<string, int> before) =>
        before.TryGetValue(slot, out var known) ? known
        : (before.Count == 0 || !RoomLevels.IsUser(slot)) && IsOurs(slot, now) ? now
        : 0;

    /// <summary>Rooms of earlier versions ask for the bot's own level.</summary>
    private static bool IsOurs(string slot, int level) => RoomPowers.IsOurs(level) || (level == RoomPowers.Bot && !RoomLevels.IsUser(slot));

    private async Task<Dictionary<string, int>> LastSetAsync(PortalRow portal, CancellationToken cancellationToken) =>
        await settings.GetAsync(Key(portal), cancellationToken) is { } json
            ? JsonSerializer.Deserialize(json, PortalLevelsJson.Default.DictionaryStringInt32)!
            : new(StringComparer.Ordinal);

    private async Task RememberAsync(PortalRow portal, Dictionary<string, int> set, Dictionary<string, int> before, CancellationToken cancellationToken)
    {
        var kept = set.Where(pair => pair.Value != 0 || !RoomLevels.IsUser(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        if (kept.Count != before.Count || kept.Any(pair => !before.TryGetValue(pair.Key, out var level) || level != pair.Value))
        {
            await portals.KeepOfRoomAsync(portal, SettingTable.Set(Key(portal), JsonSerializer.Serialize(kept, PortalLevelsJson.Default.DictionaryStringInt32)), cancellationToken);
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
