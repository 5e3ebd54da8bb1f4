using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Read receipts and typing.</summary>
internal sealed class Reading(WorldState world)
{
    /// <summary>Marks everything up to an id (of the reader's) as read.</summary>
    /// <returns>By how much the reader's mailbox counter moved.</returns>
    public int ReadUpTo(Person reader, Chat chat, int maxId, Session? origin)
    {
        var marks = chat.MarksOf(reader);
        if (maxId <= marks.Inbox || !chat.Includes(reader))
        {
            return 0;
        }

        var previous = marks.Inbox;
        marks.Inbox = maxId;
        var batch = world.Publisher.NewBatch();
        var unread = chat.UnreadCountOf(reader);
        if (chat is Channel channel)
        {
            batch.AddTimed(reader, UpdateView.ChannelInboxRead(channel, maxId, unread));
        }
        else
        {
            batch.AddLogged(reader, new LoggedChange.InboxRead(chat, maxId, unread));
        }

        foreach (var (author, newest) in NewestReadOfOthers(reader, chat, previous, maxId))
        {
            TellAuthor(batch, chat, author, newest);
        }

        batch.Publish(origin);
        return chat is Channel ? 0 : 1;
    }

    public bool Type(Person person, Chat chat, bool isTyping)
    {
        if (!chat.Includes(person))
        {
            throw RpcException.Forbidden("CHAT_WRITE_FORBIDDEN");
        }

        chat.Keep(new TypingNotice(person, isTyping, world.Now));
        foreach (var viewer in chat.Audience.Where(viewer => viewer != person))
        {
            world.Publisher.PushTransient(viewer, UpdateView.Typing(chat, person, isTyping));
        }

        return true;
    }

    private static Dictionary<Person, Message> NewestReadOfOthers(Person reader, Chat chat, int after, int upTo)
    {
        var newest = new Dictionary<Person, Message>();
        for (var i = chat.AllMessages.Count - 1; i >= 0; i--)
        {
            var message = chat.AllMessages[i];
            var id = message.IdFor(reader);
            if (id != 0 && id <= after)
            {
                break;
            }

            if (id != 0 && id <= upTo && message.Sender != reader && chat.Includes(message.Sender))
            {
                newest.TryAdd(message.Sender, message);
            }
        }

        return newest;
    }

    private static void TellAuthor(UpdateBatch batch, Chat chat, Person author, Message newest)
    {
        var marks = chat.MarksOf(author);
        var id = newest.IdFor(author);
        if (id <= marks.Outbox || chat is Channel { IsBroadcast: true })
        {
            return;
        }

        marks.Outbox = id;
        if (chat is Channel channel)
        {
            batch.AddTimed(author, UpdateView.ChannelOutboxRead(channel, id));
        }
        else
        {
            batch.AddLogged(author, new LoggedChange.OutboxRead(chat, id));
        }
    }
}
