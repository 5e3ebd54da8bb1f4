using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Messages as a person sees them.</summary>
internal static class MessageView
{
    public static TlObject Render(Message message, Person viewer)
    {
        var isPost = message.Chat is Channel { IsBroadcast: true };
        var rendered = new TlObject(message.Service is null ? "message" : "messageService")
        {
            ["out"] = message.Sender == viewer,
            ["post"] = isPost,
            ["silent"] = message.IsSilent,
            ["id"] = message.IdFor(viewer),
            ["from_id"] = isPost ? null : PeerView.Of(message.Sender),
            ["peer_id"] = PeerView.Of(message.Chat, viewer),
            ["date"] = (int)message.Date.ToUnixTimeSeconds(),
            ["reply_to"] = Reply(message, viewer),
            ["ttl_period"] = message.Period is { } period ? (int)period.TotalSeconds : null,
        };
        if (message.Service is { } action)
        {
            rendered["action"] = Render(action);
            return RawFields.Apply(rendered, message);
        }

        rendered["message"] = message.Text;
        rendered["entities"] = EntityView.Render(message.Entities);
        rendered["media"] = message.Media is { } media ? MediaView.Render(message, media, viewer) : null;
        rendered["grouped_id"] = message.AlbumId != 0 ? message.AlbumId : null;
        rendered["pinned"] = message.IsPinned;
        rendered["reactions"] = ReactionView.Of(message, viewer);
        rendered["fwd_from"] = message.ForwardedFrom is { } original ? Forward(original) : null;
        rendered["edit_date"] = message.EditDate is { } edited ? (int)edited.ToUnixTimeSeconds() : null;
        if (isPost)
        {
            (rendered["views"], rendered["forwards"]) = (1, 0);
        }

        return RawFields.Apply(rendered, message);
    }

    public static TlObject Missing(int id) => new("messageEmpty") { ["id"] = id };

    private static TlObject? Reply(Message message, Person viewer)
    {
        if (message.ReplyTo is not { } replied || replied.IdFor(viewer) == 0)
        {
            return null;
        }

        return new TlObject("messageReplyHeader")
        {
            ["reply_to_msg_id"] = replied.IdFor(viewer),
            ["reply_to_peer_id"] = replied.Chat == message.Chat ? null : PeerView.Of(replied.Chat, viewer),
            ["quote"] = message.Quote is not null,
            ["quote_text"] = message.Quote?.Text,
            ["quote_entities"] = message.Quote is { } quote ? EntityView.Render(quote.Entities) : null,
            ["quote_offset"] = message.Quote?.Offset,
        };
    }

    private static TlObject Forward(Message original)
    {
        var isPost = original.Chat is Channel { IsBroadcast: true };
        return new TlObject("messageFwdHeader")
        {
            ["from_id"] = isPost ? PeerView.Of(original.Chat, original.Sender) : PeerView.Of(original.Sender),
            ["date"] = (int)original.Date.ToUnixTimeSeconds(),
            ["channel_post"] = isPost ? original.IdFor(original.Sender) : null,
        };
    }

    private static TlObject Render(ServiceAction action) => action switch
    {
        ServiceAction.GroupCreated created => new TlObject("messageActionChatCreate") { ["title"] = created.Title, ["users"] = Ids(created.Members) },
        ServiceAction.ChannelCreated created => new TlObject("messageActionChannelCreate") { ["title"] = created.Title },
        ServiceAction.MembersAdded added => new TlObject("messageActionChatAddUser") { ["users"] = Ids(added.Members) },
        ServiceAction.MemberRemoved removed => new TlObject("messageActionChatDeleteUser") { ["user_id"] = removed.Member.Id },
        ServiceAction.PictureRemoved => new TlObject("messageActionChatDeletePhoto"),
        ServiceAction.PictureChanged changed => new TlObject("messageActionChatEditPhoto") { ["photo"] = PictureView.Full(changed.Picture) },
        ServiceAction.Raw raw => RawFields.Read(System.Text.Json.Nodes.JsonNode.Parse(raw.Json)!),
        ServiceAction.TitleChanged changed => new TlObject("messageActionChatEditTitle") { ["title"] = changed.Title },
        ServiceAction.MigratedTo moved => new TlObject("messageActionChatMigrateTo") { ["channel_id"] = moved.Channel.Id },
        ServiceAction.MigratedFrom moved => new TlObject("messageActionChannelMigrateFrom") { ["title"] = moved.Group.Title, ["chat_id"] = moved.Group.Id },
        ServiceAction.TimerChanged changed => new TlObject("messageActionSetMessagesTTL") { ["period"] = (int)(changed.Timer?.TotalSeconds ?? 0) },
        ServiceAction.Pinned => new TlObject("messageActionPinMessage"),
        _ => throw new InvalidOperationException($"{action.GetType().Name} has no form on the wire"),
    };

    private static long[] Ids(IReadOnlyList<Person> people) => [.. people.Select(person => person.Id)];
}
