using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.Signal.Incoming;

/// <summary>What happened in a group: who came and went and by whom, each step under its author, then that the group is to be looked at, and who changed its look.</summary>
internal static class GroupChangeReader
{
    public static IReadOnlyList<RemoteEvent> Read(JsonElement told, ChatKey chat, DateTimeOffset at, Func<string, string> nameOf)
    {
        var events = new List<RemoteEvent>();
        foreach (var note in told.Items("notes"))
        {
            if (note.Text("who") is { } who && ChangeOf(note.Text("what")) is { } change)
            {
                events.Add(new RemoteMembership { Chat = chat, Timestamp = at, User = new RemoteUserId(who), Change = change, Sender = note.Text("by") is { } by ? new RemoteUserId(by) : null });
            }
            else if (note.Text("what") == "timer")
            {
                events.Add(TimerNotices.Of(chat, at, $"{note.Number("revision")}", note.Text("by") is { } author ? nameOf(author) : null, note.Number("value") ?? 0));
            }
        }

        // Who changed the look last, in the order of the steps.
        var authors = told.Items("notes").Select(note => (Look: LookOf(note.Text("what")), By: note.Text("by"))).Where(note => note.Look != ChatLook.None && note.By is not null)
            .GroupBy(note => note.Look, (look, steps) => (Look: look, By: steps.Last().By!)).GroupBy(note => note.By, note => note.Look);
        var changes = authors.Select(author => new RemoteChatChange
        {
            Chat = chat, Timestamp = at, Sender = new RemoteUserId(author.Key), Look = author.Aggregate(ChatLook.None, (all, look) => all | look),
        }).ToList();
        return [.. events, .. changes.DefaultIfEmpty(new RemoteChatChange { Chat = chat, Timestamp = at })];
    }

    private static ChatLook LookOf(string? what) => what switch
    {
        "title" => ChatLook.Name,
        "description" => ChatLook.Topic,
        "avatar" => ChatLook.Picture,
        _ => ChatLook.None,
    };

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
