using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Links;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Incoming;

/// <summary>Where a message was forwarded from.</summary>
internal static class ForwardReader
{
    /// <returns>Null where the message is no forward.</returns>
    public static ForwardOrigin? Read(JsonElement message, TdState state) =>
        message.Object("forward_info")?.Object("origin") is { } origin ? ReadOrigin(origin, state) : null;

    public static ForwardOrigin ReadOrigin(JsonElement origin, TdState state)
    {
        var (name, user) = origin.Type() switch
        {
            "messageOriginUser" => (state.User(origin.Number("sender_user_id"))?.Name, RemoteIds.User(origin.Number("sender_user_id"))),
            "messageOriginHiddenUser" => (origin.Text("sender_name"), (RemoteUserId?)null),
            "messageOriginChat" => (state.Chat(origin.Number("sender_chat_id"))?.Title, RemoteIds.ChatAsSender(origin.Number("sender_chat_id"))),
            "messageOriginChannel" => (state.Chat(origin.Number("chat_id"))?.Title, RemoteIds.ChatAsSender(origin.Number("chat_id"))),
            _ => (null, null),
        };
        var signature = origin.Text("author_signature");
        return new ForwardOrigin
        {
            Name = string.IsNullOrEmpty(name) ? null : signature.Length > 0 ? $"{name} ({signature})" : name,
            User = user,
            Link = RemoteIds.Message(origin.Number("message_id")) is { } original ? MessageLinks.To(origin.Number("chat_id"), original, state) : null,
        };
    }
}
