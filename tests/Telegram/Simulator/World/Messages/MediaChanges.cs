using Bridges.Telegram.Simulator.Sessions;

namespace Bridges.Telegram.Simulator.World;

/// <summary>What becomes of a message's content besides its text.</summary>
internal sealed class MediaChanges(WorldState world)
{
    /// <summary>Puts another file, or place, in the place of the first.</summary>
    public UpdateBatch Replace(Person editor, Message message, Media media, string? text, IReadOnlyList<TextEntity> entities, Session? origin)
    {
        if (!message.IsVisibleTo(editor) || message.Media is null)
        {
            throw RpcException.BadRequest("MESSAGE_ID_INVALID");
        }

        if (message.Sender != editor)
        {
            throw RpcException.Forbidden("MESSAGE_AUTHOR_REQUIRED");
        }

        message.Media = world.Files.Keep(media);
        if (text is not null)
        {
            message.Change(text, entities, world.Now);
        }
        else
        {
            message.Change(message.Text, message.Entities, world.Now);
        }

        return Tell(message, origin);
    }

    /// <summary>The server has found out what a link leads to. It is no edit.</summary>
    public UpdateBatch ShowPreview(Message message, Media.WebPage page)
    {
        message.Media = world.Files.Keep(page with { Id = (message.Media as Media.WebPage)?.Id ?? page.Id });
        var batch = world.Publisher.NewBatch();
        var change = new LoggedChange.PreviewFound(message);
        if (message.Chat is Channel channel)
        {
            batch.AddLogged(channel, change, count: 0);
        }
        else
        {
            foreach (var viewer in message.Chat.Audience.Where(message.IsVisibleTo))
            {
                batch.AddLogged(viewer, change, count: 0);
            }
        }

        batch.Publish(origin: null);
        return batch;
    }

    /// <summary>A person looks at what may be looked at for some time only: their other clients begin to count.</summary>
    public UpdateBatch Open(Person viewer, IReadOnlyList<Message> messages, Session? origin)
    {
        var batch = world.Publisher.NewBatch();
        foreach (var message in messages.Where(message => message.IsVisibleTo(viewer)))
        {
            foreach (var told in message.Chat is Channel ? [] : new[] { viewer, message.Sender }.Distinct())
            {
                batch.AddLogged(told, new LoggedChange.Opened(message));
            }
        }

        batch.Publish(origin);
        return batch;
    }

    /// <summary>Its time is over.</summary>
    public UpdateBatch Expire(Message message)
    {
        message.Media = new Media.Expired(message.Media is Media.Photo) { Timer = message.Media?.Timer };
        return Tell(message, origin: null);
    }

    private UpdateBatch Tell(Message message, Session? origin)
    {
        var batch = world.Publisher.NewBatch();
        batch.AddEdited(message);
        batch.Publish(origin);
        return batch;
    }
}
