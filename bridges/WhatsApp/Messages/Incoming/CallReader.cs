using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.WhatsApp.Messages.Incoming;

/// <summary>
/// A call is one message, whose further course is an edit of it. Its end may be all that is heard of it, or come first: so
/// the end is told in both forms, of which the host takes the one that it does not have yet.
/// </summary>
internal static class CallReader
{
    private const long Ringing = 1;
    private const long Over = 2;

    public static IReadOnlyList<RemoteEvent> Read(ChatKey chat, JsonElement happened, RemoteUserId self)
    {
        if (happened.Text("id") is not { Length: > 0 } id || happened.Text("sender") is not { Length: > 0 } caller)
        {
            return [];
        }

        var sender = new RemoteUserId(caller);
        var isOver = happened.Text("state") != "ringing";
        MessagePart[] parts = [new("", new CallContent(State(happened.Text("state"))) { IsVideo = happened.Flag("video"), IsGroup = happened.Flag("group") })];
        var message = new RemoteMessage
        {
            Chat = chat, Timestamp = happened.Time("at"), Id = new RemoteMessageId($"call-{id}"), Sender = sender, FromSelf = sender == self,
            Parts = parts, Version = isOver ? Over : Ringing,
        };
        return isOver
            ? [message, new RemoteEdit { Chat = chat, Timestamp = message.Timestamp, Target = message.Id, Sender = sender, FromSelf = message.FromSelf, Parts = parts, Version = Over }]
            : [message];
    }

    private static CallState State(string? state) => state switch
    {
        "missed" => CallState.Missed,
        "declined" => CallState.Declined,
        "answered" => CallState.AnsweredElsewhere,
        _ => CallState.Started,
    };
}
