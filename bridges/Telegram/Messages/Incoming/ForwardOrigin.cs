using System.Text.Json;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Messages.Incoming;

/// <summary>Whose message was forwarded, in words.</summary>
internal static class ForwardOrigin
{
    /// <returns>Null where the message is no forward.</returns>
    public static string? Describe(JsonElement message, TdState state)
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
        return string.IsNullOrEmpty(name) ? "someone" : signature.Length > 0 ? $"{name} ({signature})" : name;
    }
}
