using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.Signal.Incoming;

/// <summary>Calls as notices: one for each call, which its end changes.</summary>
internal static class CallReader
{
    public static IReadOnlyList<RemoteEvent> Read(JsonElement told, ChatKey chat, DateTimeOffset at)
    {
        // Who rang is the other person of the chat, also where an own device tells how it ended.
        var sender = new RemoteUserId(told.Flag("self") && told.Text("call") != "outgoing" && !RemoteIds.IsGroup(chat) ? chat.Chat.Value : told.Text("sender") ?? "");
        // A call in a group is told by everybody who comes in, and by each account in the group: it is one.
        var caller = told.Text("call") == "group" && told.Text("callId") is not null ? "group" : sender.Value;
        var id = RemoteIds.Call(caller, told.Text("callId") ?? $"{told.Number("timestamp")}");
        return told.Text("call") switch
        {
            "incoming" => [Begin(new CallContent(CallState.Started) { IsVideo = told.Flag("video") })],
            "group" => [Begin(new CallContent(CallState.Started) { IsGroup = true })],
            "outgoing" => [Begin(Outgoing(told.Flag("video"), told.Flag("answered")))],
            "ended" => [Change(CallState.Ended, 1)],
            "declined" => [Change(CallState.Declined, 2)],
            "answered-elsewhere" => [Change(CallState.AnsweredElsewhere, 2)],
            _ => [],
        };

        RemoteMessage Begin(MessageContent content) => new() { Chat = chat, Id = id, Timestamp = at, Sender = sender, FromSelf = told.Flag("self"), Parts = [new MessagePart("", content)] };

        RemoteEdit Change(CallState state, long version) => new() { Chat = chat, Target = id, Timestamp = at, Sender = sender, Parts = [new MessagePart("", new CallContent(state))], Version = version };
    }

    /// <summary>What the user's own phone did.</summary>
    public static TextContent Outgoing(bool isVideo, bool isAnswered) =>
        new(RichText.Plain($"📞 Outgoing {(isVideo ? "video call" : "call")}{(isAnswered ? "" : ", not answered")}")) { Manner = TextManner.Notice };
}
