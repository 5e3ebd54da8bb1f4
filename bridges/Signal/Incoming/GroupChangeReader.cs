using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.Signal.Incoming;

/// <summary>What happened in a group: who came and went and by whom, each step under its author, then that the group is to be looked at.</summary>
internal static class GroupChangeReader
{
    public static IReadOnlyList<RemoteEvent> Read(JsonElement told, ChatKey chat, DateTimeOffset at)
    {
        var events = new List<RemoteEvent>();
        foreach (var note in told.Items("notes"))
        {
            if (note.Text("who") is { } who && ChangeOf(note.Text("what")) is { } change)
            {
                events.Add(new RemoteMembership { Chat = chat, Timestamp = at, User = new RemoteUserId(who), Change = change, Sender = note.Text("by") is { } by ? new RemoteUserId(by) : null });
            }
        }

        events.Add(new RemoteChatChange { Chat = chat, Timestamp = at });
        return events;
    }

    private static MembershipChange? ChangeOf(string? what) => what switch
    {
        "added" or "joined" => MembershipChange.Joined,
        "left" => MembershipChange.Left,
        "removed" or "uninvited" => MembershipChange.Removed,
        "banned" => MembershipChange.Banned,
        "unbanned" => MembershipChange.Unbanned,
        "invited" => MembershipChange.Invited,
        "requested" => MembershipChange.AskedToJoin,
        "refused" => MembershipChange.RequestEnded,
        _ => null,
    };
}
