using System.Text.Json;
using Bridges.Engines.Json;

namespace Bridges.Signal.Incoming;

/// <summary>What happened in a chat, in a sentence each.</summary>
internal static class GroupNotices
{
    /// <summary>Null for what says nothing to a reader.</summary>
    public static string? Sentence(JsonElement note, Func<string, string> nameOf)
    {
        var by = note.Text("by") is { } author ? nameOf(author) : "Somebody";
        var who = note.Text("who") is { } person ? nameOf(person) : "somebody";
        var text = note.Text("value");
        var isOn = note.Flag("value");
        return note.Text("what") switch
        {
            "created" => $"{by} created the group.",
            "title" => text is null or "" ? $"{by} took away the group's name." : $"{by} named the group “{text}”.",
            "description" => text is null or "" ? $"{by} took away the group's description." : $"{by} changed the group's description: {text}",
            "avatar" => isOn ? $"{by} changed the group's picture." : $"{by} took away the group's picture.",
            "added" => $"{by} added {who}.",
            "removed" => $"{by} removed {who}.",
            "left" => $"{who} left the group.",
            "joined" => text == "link" ? $"{who} joined the group by its link." : $"{who} joined the group.",
            "invited" when note.Number("value") is > 1 and var count => $"{by} invited {count} people.",
            "invited" => $"{by} invited {who}.",
            "uninvited" => $"{by} took back the invitation of {who}.",
            "declined" => $"{who} declined the invitation.",
            "requested" => $"{who} asked to join the group.",
            "approved" => $"{by} let {who} join the group.",
            "refused" => $"{by} refused the request of {who} to join.",
            "request-ended" => $"{who} took back the request to join.",
            "role" => isOn ? $"{by} made {who} an administrator." : $"{by} took the administrator's rights from {who}.",
            "rights-people" => isOn ? $"{by} let only administrators add people." : $"{by} let everybody add people.",
            "rights-look" => isOn ? $"{by} let only administrators change the group's look." : $"{by} let everybody change the group's look.",
            "announcements" => isOn ? $"{by} let only administrators write." : $"{by} let everybody write.",
            "link" => text switch
            {
                "reset" => $"{by} made a new invitation link.",
                "nobody" => $"{by} turned off the invitation link.",
                "approval" => $"{by} let people ask to join by the invitation link.",
                _ => $"{by} let people join by the invitation link.",
            },
            "timer" => TimerNotices.Sentence(note.Text("by") is null ? null : by, note.Number("value") ?? 0),
            "renamed" => $"{who} is called {text} now.",
            "number" => $"{who} has a new phone number.",
            "safety" => $"The safety number with {who} has changed.",
            "unreadable" => $"A message from {who} could not be decrypted.",
            "newer" => $"{who} sent a message of a kind that their Signal app could not show.",
            _ => null,
        };
    }
}
