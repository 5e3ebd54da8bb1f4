using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Updates as a person's client receives them.</summary>
internal static class UpdateView
{
    public static TlObject Render(LoggedUpdate update, Person viewer)
    {
        var rendered = update.Change switch
        {
            LoggedChange.MessageAdded added => OfMessage(added.Message, viewer, "updateNewMessage", "updateNewChannelMessage"),
            LoggedChange.MessageEdited edited => OfMessage(edited.Message, viewer, "updateEditMessage", "updateEditChannelMessage"),
            LoggedChange.MessagesDeleted { Channel: { } channel } deleted =>
                new TlObject("updateDeleteChannelMessages") { ["channel_id"] = channel.Id, ["messages"] = deleted.Ids },
            LoggedChange.MessagesDeleted deleted => new TlObject("updateDeleteMessages") { ["messages"] = deleted.Ids },
            LoggedChange.InboxRead read => new TlObject("updateReadHistoryInbox")
            {
                ["peer"] = PeerView.Of(read.Chat, viewer),
                ["max_id"] = read.MaxId,
                ["still_unread_count"] = read.StillUnread,
            },
            LoggedChange.OutboxRead read => new TlObject("updateReadHistoryOutbox") { ["peer"] = PeerView.Of(read.Chat, viewer), ["max_id"] = read.MaxId },
            LoggedChange.PinsChanged { Chat: Channel channel } pins => new TlObject("updatePinnedChannelMessages")
            {
                ["pinned"] = pins.IsPinned,
                ["channel_id"] = channel.Id,
                ["messages"] = Ids(pins.Messages, viewer),
            },
            LoggedChange.PinsChanged pins => new TlObject("updatePinnedMessages")
            {
                ["pinned"] = pins.IsPinned,
                ["peer"] = PeerView.Of(pins.Chat, viewer),
                ["messages"] = Ids(pins.Messages, viewer),
            },
            LoggedChange.PreviewFound { Message: { Media: Media.WebPage page, Chat: Channel channel } } =>
                new TlObject("updateChannelWebPage") { ["channel_id"] = channel.Id, ["webpage"] = MediaView.Page(page) },
            LoggedChange.PreviewFound { Message.Media: Media.WebPage page } => new TlObject("updateWebPage") { ["webpage"] = MediaView.Page(page) },
            LoggedChange.Opened opened => new TlObject("updateReadMessagesContents") { ["messages"] = new[] { opened.Message.IdFor(viewer) } },
            _ => throw new InvalidOperationException($"{update.Change.GetType().Name} has no form on the wire"),
        };
        (rendered["pts"], rendered["pts_count"]) = (update.Pts, update.Count);
        return rendered;
    }

    public static TlObject SentAs(Message message, Person viewer, long randomId) =>
        new("updateMessageID") { ["id"] = message.IdFor(viewer), ["random_id"] = randomId };

    /// <summary>What clients look for in the answer to making a chat; they do not look at the number.</summary>
    public static TlObject Created(Chat chat, Person creator) => SentAs(chat.AllMessages[0], creator, Random.Shared.NextInt64());

    public static TlObject ChannelChanged(Channel channel) => new("updateChannel") { ["channel_id"] = channel.Id };

    public static TlObject GroupChanged(GroupChat group) => new("updateChat") { ["chat_id"] = group.Id };

    public static TlObject PeopleAsking(GroupChat chat, Person viewer) => new("updatePendingJoinRequests")
    {
        ["peer"] = PeerView.Of(chat, viewer),
        ["requests_pending"] = chat.Asking.Count,
        ["recent_requesters"] = chat.Asking.Keys.Select(person => person.Id).Take(3).ToArray(),
    };

    public static TlObject TimerChanged(Chat chat, Person viewer) => new("updatePeerHistoryTTL")
    {
        ["peer"] = PeerView.Of(chat, viewer),
        ["ttl_period"] = chat.Timer is { } timer ? (int)timer.TotalSeconds : null,
    };

    public static TlObject ChannelBehind(Channel channel) => new("updateChannelTooLong") { ["channel_id"] = channel.Id, ["pts"] = channel.Log.Pts };

    public static TlObject Participants(BasicGroup group) => new("updateChatParticipants") { ["participants"] = MemberView.Participants(group) };

    public static TlObject ChannelInboxRead(Channel channel, int maxId, int unread) => new("updateReadChannelInbox")
    {
        ["channel_id"] = channel.Id,
        ["max_id"] = maxId,
        ["still_unread_count"] = unread,
        ["pts"] = channel.Log.Pts,
    };

    public static TlObject ChannelOutboxRead(Channel channel, int maxId) => new("updateReadChannelOutbox") { ["channel_id"] = channel.Id, ["max_id"] = maxId };

    public static TlObject Typing(Chat chat, Person person, bool isTyping)
    {
        var action = new TlObject(isTyping ? "sendMessageTypingAction" : "sendMessageCancelAction");
        return chat switch
        {
            PrivateChat => new TlObject("updateUserTyping") { ["user_id"] = person.Id, ["action"] = action },
            BasicGroup => new TlObject("updateChatUserTyping") { ["chat_id"] = chat.Id, ["from_id"] = PeerView.Of(person), ["action"] = action },
            _ => new TlObject("updateChannelUserTyping") { ["channel_id"] = chat.Id, ["from_id"] = PeerView.Of(person), ["action"] = action },
        };
    }

    private static int[] Ids(IReadOnlyList<Message> messages, Person viewer) => [.. messages.Select(message => message.IdFor(viewer))];

    private static TlObject OfMessage(Message message, Person viewer, string inMailbox, string inChannel) =>
        new(message.Chat is Channel ? inChannel : inMailbox) { ["message"] = MessageView.Render(message, viewer) };
}
