using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.WhatsApp.Messages.Incoming;

/// <summary>Who came into a group or went, and what else of it changed. What Matrix has no state for is said in words.</summary>
internal sealed class GroupChangeReader(Func<string, string> nameOf, string commandPrefix)
{
    public IReadOnlyList<RemoteEvent> Read(ChatKey chat, JsonElement happened)
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
        var users = membership is null ? [] : happened.Texts("users").ToList();
        return
        [
            .. users.Select(user => new RemoteMembership { Chat = chat, Timestamp = at, User = new RemoteUserId(user), Change = membership!.Value, Sender = sender }),
            .. Words(change, happened, users).Select((words, index) => new RemoteNotice
            {
                Chat = chat, Timestamp = at, Id = new RemoteMessageId($"{happened.Text("id")}-{index}"), Text = RichText.Plain(words),
            }),
            new RemoteChatChange { Chat = chat, Timestamp = at, Sender = sender, Look = LookOf(change) },
        ];
    }

    private static ChatLook LookOf(string? change) => change switch
    {
        "name" => ChatLook.Name,
        "description" => ChatLook.Topic,
        "picture" => ChatLook.Picture,
        _ => ChatLook.None,
    };

    private IEnumerable<string> Words(string? change, JsonElement happened, IReadOnlyList<string> users) => change switch
    {
        "announce" => [happened.Flag("on") ? "Only administrators may write here now." : "All members may write here now."],
        "locked" => [happened.Flag("on")
            ? "Only administrators may change the group's name, picture and description now."
            : "All members may change the group's name, picture and description now."],
        "request" when happened.Text("request") == "created" => users.Select(user =>
            $"{nameOf(user)} asks to join the group. An administrator lets them in with `{commandPrefix} whatsapp accept <number>`, or refuses with `{commandPrefix} whatsapp reject <number>`; `{commandPrefix} whatsapp requests` lists who asks."),
        "request" => users.Select(user => $"{nameOf(user)} no longer asks to join the group."),
        "link" => [happened.Text("sender") is { Length: > 0 } sender
            ? $"{nameOf(sender)} renewed the group's invitation link: the old one leads nowhere now."
            : "The group's invitation link was renewed: the old one leads nowhere now."],
        "number" => (happened.Text("sender") is { Length: > 0 } one ? [one] : happened.Texts("users").Take(1)).Select(user => $"{nameOf(user)} has another phone number now."),
        _ => [],
    };
}
