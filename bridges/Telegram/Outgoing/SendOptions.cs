using System.Text.Json.Nodes;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Outgoing;

/// <summary>How a message is to be sent.</summary>
internal static class SendOptions
{
    public static JsonObject Of(bool isSilent = false, DateTimeOffset? sendAt = null, bool isPreview = false) => TdJson.Request(
        "messageSendOptions",
        ("disable_notification", isSilent),
        ("scheduling_state", sendAt is { } at ? TdJson.Request("messageSchedulingStateSendAtDate", ("send_date", at.ToUnixTimeSeconds())) : null),
        ("only_preview", isPreview));
}
