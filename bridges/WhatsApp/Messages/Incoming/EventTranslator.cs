using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.People;

namespace Bridges.WhatsApp.Messages.Incoming;

/// <summary>What happened on WhatsApp, in the terms that all networks share.</summary>
internal sealed class EventTranslator(AccountId account, Func<RemoteUserId> self, KnownPeople people, string commandPrefix)
{
    private readonly ContentReader _contents = new(people, commandPrefix);
    private readonly GroupChangeReader _groups = new(people.NameOf, commandPrefix);

    /// <returns>Nothing where the host need not know.</returns>
    public IReadOnlyList<RemoteEvent> Translate(JsonElement happened)
    {
        if (happened.Text("chat") is not { Length: > 0 } chatId)
        {
            return [];
        }

        var chat = RemoteIds.Chat(chatId, account);
        return happened.Text("type") switch
        {
            "message" when ReadMessage(chat, happened) is { } message => [message],
            "edit" => ReadEdit(chat, happened),
            "delete" => Targeted(happened, target => new RemoteDeletion
            {
                Chat = chat, Timestamp = happened.Time("at"), Target = target, Sender = Sender(happened),
            }),
            "reaction" => Targeted(happened, target => new RemoteReactions
            {
                Chat = chat, Timestamp = happened.Time("at"), Target = target, Sender = Sender(happened),
                Reactions = happened.Text("emoji") is { Length: > 0 } emoji ? [new Reaction(emoji)] : [],
            }),
            "vote" => Targeted(happened, target => new RemoteVote
            {
                Chat = chat, Timestamp = happened.Time("votedAt"), Poll = target, Sender = Sender(happened),
                Options = ReadOptions(happened),
            }),
            "pin" => Targeted(happened, target => new RemotePin
            {
                Chat = chat, Timestamp = happened.Time("at"), Target = target, IsPinned = happened.Flag("pinned"), Sender = Sender(happened),
            }),
            "receipt" => ReceiptReader.Read(chat, happened),
            "call" => CallReader.Read(chat, happened, self()),
            "group" => _groups.Read(chat, happened),
            "timer" => [TimerNotices.Of(chat, happened, people.NameOf), new RemoteChatChange { Chat = chat, Timestamp = happened.Time("at") }],
            "settings" => [ReadSettings(chat, happened)],
            "moved" when happened.Text("to") is { Length: > 0 } to => [new RemoteChatMove { Chat = chat, Timestamp = happened.Time("at"), NewKey = RemoteIds.Chat(to, account) }],
            "chatDeleted" => [new RemoteChatDeletion { Chat = chat, Timestamp = happened.Time("at") }],
            _ => [],
        };
    }

    /// <returns>Null where it lacks what names it.</returns>
    public RemoteMessage? ReadMessage(ChatKey chat, JsonElement happened)
    {
        if (happened.Text("id") is not { Length: > 0 } id || happened.Text("sender") is not { Length: > 0 } sender)
        {
            return null;
        }

        people.Learn(sender, happened.Text("name"));
        return new RemoteMessage
        {
            Chat = chat,
            Timestamp = happened.Time("at"),
            Id = new RemoteMessageId(id),
            Sender = new RemoteUserId(sender),
            FromSelf = happened.Flag("mine"),
            Parts = [new MessagePart("", _contents.Read(happened))],
            ReplyTo = ReadReply(chat, happened),
            Forward = happened.Flag("forwarded") ? new ForwardOrigin() : null,
            Album = happened.Text("album"),
            Timer = happened.Number("expires") is > 0 and < 315_360_000 and var seconds ? new DisappearingTimer(TimeSpan.FromSeconds(seconds), FromRead: false) : null,
            Choices = ContentReader.ReadChoices(happened),
            Version = happened.Number("version") ?? 0,
            Responses = [.. ReadResponses(chat, new RemoteMessageId(id), happened)],
        };
    }

    /// <summary>What others made of a message until it was read.</summary>
    private static IEnumerable<RemoteEvent> ReadResponses(ChatKey chat, RemoteMessageId message, JsonElement happened)
    {
        foreach (var reaction in happened.Items("reactions"))
        {
            if (reaction.Text("emoji") is { Length: > 0 } emoji && reaction.Text("sender") is { Length: > 0 })
            {
                yield return new RemoteReactions { Chat = chat, Timestamp = At(reaction), Target = message, Sender = Sender(reaction), Reactions = [new Reaction(emoji)] };
            }
        }

        foreach (var vote in happened.Items("votes"))
        {
            if (vote.Text("sender") is { Length: > 0 })
            {
                yield return new RemoteVote { Chat = chat, Timestamp = At(vote), Poll = message, Sender = Sender(vote), Options = ReadOptions(vote) };
            }
        }

        DateTimeOffset At(JsonElement response) => response.Number("at") is > 0 ? response.Time("at") : happened.Time("at");
    }

    private static List<string> ReadOptions(JsonElement vote) => [.. vote.Items("options").Select(option => option.ToString())];

    private List<RemoteEvent> ReadEdit(ChatKey chat, JsonElement happened) => Targeted(happened, target => new RemoteEdit
    {
        Chat = chat,
        Timestamp = happened.Time("at"),
        Target = target,
        Sender = Sender(happened),
        FromSelf = happened.Flag("mine"),
        Parts = [new MessagePart("", _contents.Read(happened))],
        Version = Math.Max(1, happened.Number("version") ?? 1),
    });

    /// <summary>What is answered is told without marks, and with the names that stand in it.</summary>
    private ReplyTarget? ReadReply(ChatKey chat, JsonElement happened)
    {
        if (happened.Object("reply") is not { } reply || reply.Text("id") is not { Length: > 0 } id)
        {
            return null;
        }

        var other = reply.Text("chat") is { } otherId && RemoteIds.Chat(otherId, account) is var key && key != chat ? key : (ChatKey?)null;
        return new ReplyTarget(new RemoteMessageId(id))
        {
            Author = reply.Text("sender") is { } author ? new RemoteUserId(author) : null,
            Excerpt = reply.Text("excerpt") is { } words ? people.ReadText(words, reply).Text : null,
            IsThreadRoot = reply.Flag("comment"),
            OtherChat = other,
        };
    }

    private static RemoteChatSettings ReadSettings(ChatKey chat, JsonElement happened) => new()
    {
        Chat = chat,
        Timestamp = happened.Time("at"),
        MutedUntil = happened.Number("mutedUntil") is not { } until ? null
            : until < 0 ? DateTimeOffset.MaxValue : happened.Time("mutedUntil"),
        IsArchived = happened.OptionalFlag("archived"),
        IsFavourite = happened.OptionalFlag("pinned"),
        IsMarkedUnread = happened.OptionalFlag("unread"),
    };

    private static RemoteUserId Sender(JsonElement happened) => new(happened.Text("sender") ?? "");

    private static List<RemoteEvent> Targeted(JsonElement happened, Func<RemoteMessageId, RemoteEvent> read) =>
        happened.Text("target") is { Length: > 0 } target && happened.Text("sender") is { Length: > 0 } ? [read(new RemoteMessageId(target))] : [];
}
