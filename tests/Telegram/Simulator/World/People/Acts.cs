namespace Bridges.Telegram.Simulator.World;

/// <summary>What people do with messages besides writing them.</summary>
public static class Acts
{
    /// <summary>Sends several photos, videos or files as one.</summary>
    /// <param name="person">Who sends.</param>
    /// <param name="chat">Where to.</param>
    /// <param name="caption">Stands below the first.</param>
    /// <param name="media">What is in it, in order.</param>
    public static IReadOnlyList<Message> SendAlbum(this Person person, Chat chat, string caption, params IReadOnlyList<Media> media) =>
        chat.World.Change(() => chat.World.Messaging.SendAlbum(person, chat, caption, media));

    /// <summary>Puts emoji to a message in place of those of theirs that are there; none takes them away.</summary>
    public static void React(this Person person, Message message, params IReadOnlyList<string> emoji) =>
        React(person, message, [.. emoji.Select(single => new Reaction(single))]);

    /// <inheritdoc cref="React(Person, Message, IReadOnlyList{string})"/>
    public static void React(this Person person, Message message, IReadOnlyList<Reaction> reactions) =>
        message.Chat.World.Change(() => message.Chat.World.Reacting.React(person, message, reactions, origin: null));

    /// <summary>Answers a poll; no answer takes the vote back.</summary>
    public static void Vote(this Person person, Message message, params IReadOnlyList<int> answers) =>
        message.Chat.World.Change(() => message.Chat.World.Voting.Vote(person, message, answers, origin: null));

    /// <summary>Ends a poll of theirs.</summary>
    public static void ClosePoll(this Person person, Message message) => message.Chat.World.Change(() =>
    {
        message.Chat.World.Voting.Close(person, message);
        return true;
    });

    /// <summary>Pins a message for everybody.</summary>
    public static void Pin(this Person person, Message message, bool silent = false) =>
        message.Chat.World.Change(() => message.Chat.World.Pinning.Pin(person, message, isPinned: true, silent, origin: null));

    /// <summary>Takes a message off the top.</summary>
    public static void Unpin(this Person person, Message message) =>
        message.Chat.World.Change(() => message.Chat.World.Pinning.Pin(person, message, isPinned: false, isSilent: true, origin: null));

    /// <summary>Takes all messages off the top.</summary>
    public static void UnpinAll(this Person person, Chat chat) => chat.World.Change(() => chat.World.Pinning.UnpinAll(person, chat, origin: null));

    /// <summary>Puts another file in a message of theirs; the caption stays where it is null.</summary>
    public static void EditMedia(this Person person, Message message, Media media, string? caption = null) =>
        message.Chat.World.Change(() => message.Chat.World.MediaChanges.Replace(person, message, media, caption, [], origin: null));

    /// <summary>They are elsewhere now, which a live location of theirs shows.</summary>
    public static void MoveTo(this Person person, Message message, double latitude, double longitude) =>
        person.EditMedia(message, (Media.Location)message.Media! with { Latitude = latitude, Longitude = longitude });

    /// <summary>Ends a live location of theirs before its time.</summary>
    public static void StopSharing(this Person person, Message message) =>
        person.EditMedia(message, (Media.Location)message.Media! with { Period = (int)Math.Max((message.Chat.World.Now - message.Date).TotalSeconds, 1) });

    /// <summary>The server has found out what a link in a message leads to.</summary>
    public static void ShowPreview(this Message message, Media.WebPage page) =>
        message.Chat.World.Change(() => message.Chat.World.MediaChanges.ShowPreview(message, page));

    /// <summary>Looks at a message whose content has a timer, on another device.</summary>
    public static void Open(this Person person, Message message) =>
        message.Chat.World.Change(() => message.Chat.World.MediaChanges.Open(person, [message], origin: null));

    /// <summary>The server takes a content away whose time is over.</summary>
    public static void Expire(this Message message) => message.Chat.World.Change(() => message.Chat.World.MediaChanges.Expire(message));
}
