using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.Signal.Incoming;

/// <summary>Messages, from the live connection and from the history archive alike.</summary>
internal static class MessageReader
{
    /// <summary>Null where nothing would be shown.</summary>
    public static RemoteMessage? Read(JsonElement told, AccountId account, Func<string, string> nameOf)
    {
        var parts = ContentReader.Read(told, nameOf);
        if (parts.Count == 0 || told.Text("chat") is not { } chat || told.Text("sender") is not { } sender || told.Number("timestamp") is not { } timestamp)
        {
            return null;
        }

        return new RemoteMessage
        {
            Chat = RemoteIds.Chat(chat, told.Flag("isGroup"), account),
            Id = RemoteIds.Message(sender, timestamp),
            Timestamp = RemoteIds.Time(timestamp),
            Sender = new RemoteUserId(sender),
            FromSelf = told.Flag("self"),
            Parts = parts,
            ReplyTo = QuoteReader.Read(told, nameOf),
            Timer = told.Number("expiresAfter") is > 0 and var seconds ? new DisappearingTimer(TimeSpan.FromSeconds(seconds), FromRead: true) : null,
        };
    }
}
