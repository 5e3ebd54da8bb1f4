using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Incoming;

/// <summary>When a message is to vanish. What may be looked at once has no time of its own.</summary>
internal static class TimerReader
{
    public static DisappearingTimer? Read(JsonElement message)
    {
        if (message.Object("self_destruct_type") is { } type)
        {
            return type.Number("self_destruct_time") is > 0 and <= int.MaxValue and var seconds
                ? new DisappearingTimer(TimeSpan.FromSeconds(seconds), FromRead: true)
                : null;
        }

        // TDLib tells what is left, and the host counts from the beginning.
        return message.Fraction("auto_delete_in") is > 0 and < int.MaxValue and var left
            ? new DisappearingTimer(TimeSpan.FromSeconds(Math.Ceiling(left)), FromRead: false)
            : null;
    }
}
