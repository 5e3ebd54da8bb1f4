using Bridges.Chaos.Tests.Stage;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Chaos.Tests.Talk;

/// <summary>What Alice pins in a room, and takes off again. Only there: Telegram tells nobody of a pin who was away.</summary>
internal sealed class Pinboard(ChaosStage stage, Random random)
{
    public const string Type = "m.room.pinned_events";

    /// <summary>In supergroups only administrators pin.</summary>
    public static bool IsOf(Chat chat) => chat is not Channel;

    /// <summary>The events that a room has pinned.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(ChaosStage stage, string room) =>
        await stage.Alice.StateAsync(room, Type) is { } state && state.TryGetProperty("pinned", out var pinned)
            ? [.. pinned.EnumerateArray().Select(one => one.GetString()!)]
            : [];

    /// <summary>Alice pins an event, or takes one off.</summary>
    public async Task ChangeAsync(string room, string eventId)
    {
        var pinned = (await ReadAsync(stage, room)).ToList();
        if (pinned.Count > 0 && random.Next(2) == 0)
        {
            pinned.RemoveAt(random.Next(pinned.Count));
        }
        else if (!pinned.Contains(eventId))
        {
            pinned.Add(eventId);
        }

        await stage.Alice.SetStateAsync(room, Type, new { pinned });
    }
}
