using Bridges.Telegram.Simulator.Sessions;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Pinning messages at the top of a chat, and taking them off.</summary>
internal sealed class Pinning(WorldState world)
{
    public UpdateBatch Pin(Person by, Message message, bool isPinned, bool isSilent, Session? origin)
    {
        if (!message.IsVisibleTo(by))
        {
            throw RpcException.BadRequest("MESSAGE_ID_INVALID");
        }

        RequireRight(by, message.Chat);
        var batch = world.Publisher.NewBatch();
        if (message.IsPinned == isPinned)
        {
            return batch;
        }

        Set(batch, message.Chat, [message], isPinned);
        if (isPinned && !isSilent)
        {
            world.Messaging.Announce(batch, by, message.Chat, new ServiceAction.Pinned(), message);
        }

        batch.Publish(origin);
        return batch;
    }

    public UpdateBatch UnpinAll(Person by, Chat chat, Session? origin)
    {
        RequireRight(by, chat);
        var batch = world.Publisher.NewBatch();
        var pinned = chat.AllMessages.Where(message => message.IsPinned && message.IsVisibleTo(by)).ToList();
        if (pinned.Count > 0)
        {
            Set(batch, chat, pinned, isPinned: false);
        }

        batch.Publish(origin);
        return batch;
    }

    private static void RequireRight(Person by, Chat chat)
    {
        if (chat is Channel channel && channel.MemberFor(by)?.IsAdmin != true)
        {
            throw RpcException.BadRequest("CHAT_ADMIN_REQUIRED");
        }
    }

    private static void Set(UpdateBatch batch, Chat chat, List<Message> messages, bool isPinned)
    {
        messages.ForEach(message => message.IsPinned = isPinned);
        if (chat is Channel channel)
        {
            batch.AddLogged(channel, new LoggedChange.PinsChanged(chat, messages, isPinned), messages.Count);
            return;
        }

        foreach (var viewer in chat.Audience)
        {
            var seen = messages.Where(message => message.IsVisibleTo(viewer)).ToList();
            if (seen.Count > 0)
            {
                batch.AddLogged(viewer, new LoggedChange.PinsChanged(chat, seen, isPinned), seen.Count);
            }
        }
    }
}
