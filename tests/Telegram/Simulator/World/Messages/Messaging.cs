using Bridges.Telegram.Simulator.Sessions;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Sending, forwarding, editing and deleting.</summary>
internal sealed class Messaging(WorldState world)
{
    private const int LongestText = 4096;

    private long lastAlbum = 13_000_000_000;

    public (Message Message, UpdateBatch Updates) Send(Person sender, Chat chat, MessageDraft draft, Session? origin)
    {
        RequireWritable(sender, chat);
        if (draft.Text.Length == 0 && draft.Media is null && draft.Service is null)
        {
            throw RpcException.BadRequest("MESSAGE_EMPTY");
        }

        if (draft.Text.Length > LongestText)
        {
            throw RpcException.BadRequest("MESSAGE_TOO_LONG");
        }

        MediaRules.Require(sender, draft);

        if (draft.ReplyTo is { } replied && !replied.IsVisibleTo(sender))
        {
            throw RpcException.BadRequest("REPLY_MESSAGE_ID_INVALID");
        }

        var batch = world.Publisher.NewBatch();
        var message = Put(batch, sender, chat, draft);
        batch.Publish(origin);
        return (message, batch);
    }

    public (Message Message, UpdateBatch Updates) Forward(Person sender, Message message, Chat to, Session? origin)
    {
        if (!message.IsVisibleTo(sender))
        {
            throw RpcException.BadRequest("MESSAGE_ID_INVALID");
        }

        var draft = new MessageDraft
        {
            Text = message.Text,
            Entities = message.Entities,
            Media = message.Media,
            ForwardedFrom = message.ForwardedFrom ?? message,
        };
        return Send(sender, to, draft, origin);
    }

    /// <summary>A message that announces a change of the chat; part of a larger act.</summary>
    public Message Announce(UpdateBatch batch, Person actor, Chat chat, ServiceAction action, Message? about = null) =>
        Put(batch, actor, chat, new MessageDraft { Service = action, ReplyTo = about });

    /// <summary>Several contents that clients show as one.</summary>
    public IReadOnlyList<Message> SendAlbum(Person sender, Chat chat, string caption, IReadOnlyList<Media> media)
    {
        var album = NewAlbumId();
        return [.. media.Select((single, index) =>
            Send(sender, chat, new MessageDraft { Media = single, Text = index == 0 ? caption : "", AlbumId = album }, origin: null).Message)];
    }

    public long NewAlbumId() => ++lastAlbum;

    public UpdateBatch Edit(
        Person editor, Message message, string text, IReadOnlyList<TextEntity> entities, Session? origin, bool withoutPreview = false)
    {
        if (!message.IsVisibleTo(editor) || message.Service is not null)
        {
            throw RpcException.BadRequest("MESSAGE_ID_INVALID");
        }

        var mayEdit = message.Sender == editor || (message.Chat is Channel { IsBroadcast: true } channel && channel.MemberFor(editor)?.IsAdmin == true);
        if (!mayEdit)
        {
            throw RpcException.Forbidden("MESSAGE_AUTHOR_REQUIRED");
        }

        if (text == message.Text && entities.SequenceEqual(message.Entities))
        {
            throw RpcException.BadRequest("MESSAGE_NOT_MODIFIED");
        }

        message.Change(text, entities, world.Now);
        if (message.Media is Media.WebPage page && (withoutPreview || !text.Contains(page.Url, StringComparison.Ordinal)))
        {
            message.Media = null;
        }

        var batch = world.Publisher.NewBatch();
        if (message.Chat is Channel edited)
        {
            batch.AddLogged(edited, new LoggedChange.MessageEdited(message));
        }
        else
        {
            foreach (var viewer in message.Chat.Audience.Where(message.IsVisibleTo))
            {
                batch.AddLogged(viewer, new LoggedChange.MessageEdited(message));
            }
        }

        batch.Publish(origin);
        return batch;
    }

    /// <summary>Something of a message changes besides its text: buttons, the date of the edit, a reaction.</summary>
    public UpdateBatch Touch(Message message, string? raw, bool isEdit)
    {
        RawFields.Set(message, raw);
        if (isEdit)
        {
            message.Change(message.Text, message.Entities, world.Now);
        }

        var batch = world.Publisher.NewBatch();
        if (message.Chat is Channel edited)
        {
            batch.AddLogged(edited, new LoggedChange.MessageEdited(message));
        }
        else
        {
            foreach (var viewer in message.Chat.Audience.Where(message.IsVisibleTo))
            {
                batch.AddLogged(viewer, new LoggedChange.MessageEdited(message));
            }
        }

        batch.Publish(origin: null);
        return batch;
    }

    /// <summary>Deletes messages; those that are gone already are passed over.</summary>
    /// <returns>The counter of the mailbox or channel after it, and by how much it moved.</returns>
    public (int Pts, int Count) Delete(Person actor, IReadOnlyList<Message> messages, bool forEveryone, Session? origin)
    {
        var present = messages.Where(message => message.IsVisibleTo(actor)).ToList();
        if (forEveryone && present.Exists(message => !MayDeleteForEveryone(actor, message)))
        {
            throw RpcException.Forbidden("MESSAGE_DELETE_FORBIDDEN");
        }

        var batch = world.Publisher.NewBatch();
        var moved = messages is [{ Chat: Channel channel }, ..]
            ? DeleteInChannel(batch, channel, present)
            : DeleteInMailboxes(batch, actor, present, forEveryone);
        batch.Publish(origin);
        return moved;
    }

    private static bool MayDeleteForEveryone(Person actor, Message message) =>
        message.Sender == actor || message.Chat is not GroupChat group || group.MemberFor(actor)?.IsAdmin == true;

    private static (int Pts, int Count) DeleteInChannel(UpdateBatch batch, Channel channel, List<Message> messages)
    {
        if (messages.Count == 0)
        {
            return (channel.Log.Pts, 0);
        }

        messages.ForEach(message => message.DeleteForEveryone());
        int[] ids = [.. messages.Select(message => message.IdFor(message.Sender))];
        var logged = batch.AddLogged(channel, new LoggedChange.MessagesDeleted(ids, channel), ids.Length);
        return (logged.Pts, logged.Count);
    }

    private static (int Pts, int Count) DeleteInMailboxes(UpdateBatch batch, Person actor, List<Message> messages, bool forEveryone)
    {
        IEnumerable<Person> losers = forEveryone ? messages.SelectMany(message => message.Chat.Audience).Append(actor).Distinct() : [actor];
        var count = 0;
        foreach (var loser in losers)
        {
            int[] ids = [.. messages.Where(message => message.IsVisibleTo(loser)).Select(message => message.IdFor(loser))];
            if (ids.Length > 0)
            {
                batch.AddLogged(loser, new LoggedChange.MessagesDeleted(ids, null), ids.Length);
                count = loser == actor ? ids.Length : count;
            }
        }

        foreach (var message in messages)
        {
            if (forEveryone)
            {
                message.DeleteForEveryone();
            }
            else
            {
                message.HideFrom(actor);
            }
        }

        return (actor.Log.Pts, count);
    }

    private static void RequireWritable(Person sender, Chat chat)
    {
        if (chat is BasicGroup { MigratedTo: not null })
        {
            throw RpcException.BadRequest("PEER_ID_INVALID");
        }

        if (!chat.Includes(sender) || (chat is Channel { IsBroadcast: true } channel && channel.MemberFor(sender)?.IsAdmin != true))
        {
            throw RpcException.Forbidden("CHAT_WRITE_FORBIDDEN");
        }

        if (chat is GroupChat { SlowMode: { } pause } group
            && group.MemberFor(sender)?.IsAdmin != true
            && chat.AllMessages.LastOrDefault(message => message.Sender == sender && message.Service is null) is { } last
            && last.Date + pause > chat.World.Now)
        {
            throw new RpcException(420, $"SLOWMODE_WAIT_{(int)Math.Ceiling((last.Date + pause - chat.World.Now).TotalSeconds)}");
        }
    }

    private Message Put(UpdateBatch batch, Person sender, Chat chat, MessageDraft draft)
    {
        var message = new Message(chat, sender, world.Now, draft) 
        {
            AlbumId = draft.AlbumId,
            Media = world.Files.Keep(draft.Media),
            Period = chat.Timer,
        };
        chat.Keep(message);
        if (chat is Channel channel)
        {
            message.SetChannelId(channel.Add(message));
            batch.AddLogged(channel, new LoggedChange.MessageAdded(message));
            return message;
        }

        foreach (var holder in chat.Audience)
        {
            message.SetCopy(holder, holder.Mailbox.Add(message));
            batch.AddLogged(holder, new LoggedChange.MessageAdded(message));
        }

        return message;
    }
}
