using System.Text.Json;
using Bridges.Abstractions;
using Bridges.WhatsApp.Engines;

namespace Bridges.WhatsApp.Messages.Incoming;

/// <summary>Who came into a group or went, and that something else of it changed.</summary>
internal static class GroupChangeReader
{
    public static IReadOnlyList<RemoteEvent> Read(ChatKey chat, JsonElement happened)
    {
        var change = happened.Text("change");
        var at = happened.Time("at");
        var sender = happened.Text("sender") is { Length: > 0 } id ? new RemoteUserId(id) : (RemoteUserId?)null;
        var membership = change switch
        {
            "add" => MembershipChange.Joined,
            "remove" => MembershipChange.Removed,
            "leave" => MembershipChange.Left,
            "request" => happened.Text("request") == "created" ? MembershipChange.AskedToJoin : MembershipChange.RequestEnded,
            _ => (MembershipChange?)null,
        };
        var changed = new RemoteChatChange { Chat = chat, Timestamp = at };
        return membership is { } kind
            ? [.. happened.Texts("users").Select(user => new RemoteMembership { Chat = chat, Timestamp = at, User = new RemoteUserId(user), Change = kind, Sender = sender }), changed]
            : [changed];
    }
}
