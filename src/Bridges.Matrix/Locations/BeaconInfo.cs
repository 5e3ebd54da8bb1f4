using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Matrix;

/// <summary>That somebody shares where they are, for how long, or that they stopped (MSC3672).</summary>
public sealed record BeaconInfo
{
    internal const string TimestampKey = "org.matrix.msc3488.ts";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public string? Description { get; init; }

    public required bool IsLive { get; init; }

    /// <summary>How long it goes on, from <see cref="Since"/>.</summary>
    public required TimeSpan Timeout { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Null where it is none.</summary>
    public static BeaconInfo? TryParse(JsonElement content, DateTimeOffset sent)
    {
        if (TolerantFields.Of(content) is not { } fields || fields.Flag("live") is not { } live)
        {
            return null;
        }

        var since = fields.Count(TimestampKey) ?? fields.Count("m.ts") ?? sent.ToUnixTimeMilliseconds();
        return new BeaconInfo
        {
            Description = fields.Text("description"),
            IsLive = live,
            Timeout = TimeSpan.FromMilliseconds(Math.Clamp(fields.Count("timeout") ?? 0, 0, (long)Longest.TotalMilliseconds)),
            Since = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(since, 0, sent.ToUnixTimeMilliseconds() + (long)Longest.TotalMilliseconds)),
        };
    }

    public JsonObject ToJson()
    {
        var content = new JsonObject
        {
            ["live"] = IsLive,
            ["timeout"] = (long)Timeout.TotalMilliseconds,
            [TimestampKey] = Since.ToUnixTimeMilliseconds(),
            ["org.matrix.msc3488.asset"] = new JsonObject { ["type"] = "m.self" },
        };
        if (Description is not null)
        {
            content["description"] = Description;
        }

        return content;
    }
}
