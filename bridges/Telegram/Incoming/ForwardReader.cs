using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Incoming;

/// <summary>Where a message was forwarded from.</summary>
internal static class ForwardReader
{
    /// <returns>Null where the message is no forward.</returns>
    public static ForwardOrigin? Read(JsonElement message, TdState state)
    {
        if (message.Object("forward_info")?.Object("origin") is not { } origin)
        {
            return null;
        }

        var name = origin.Type() switch
        {
            "messageOriginUser" => state.User(origin.Number("sender_user_id"))?.Name,
            "messageOriginHiddenUser" => origin.Text("sender_name"),
            "messageOriginChat" => state.Chat(origin.Number("sender_chat_id"))?.Title,
            "messageOriginChannel" => state.Chat(origin.Number("chat_id"))?.Title,
            _ => null,
        };
        var signature = origin.Text("author_signature");
        return new ForwardOrigin { Name = string.IsNullOrEmpty(name) ? null : signature.Length > 0 ? $"{name} ({signature})" : name };
    }
}
