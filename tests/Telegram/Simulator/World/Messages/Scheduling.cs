using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Messages that the server keeps and sends later. Only their author's clients see them until then.</summary>
internal sealed class Scheduling(WorldState world)
{
    public (Message Message, IReadOnlyList<TlObject> Updates) Keep(Person author, Chat chat, MessageDraft draft, DateTimeOffset at)
    {
        if (at <= world.Now)
        {
            throw RpcException.BadRequest("SCHEDULE_DATE_INVALID");
        }

        var message = new Message(chat, author, at, draft) { Media = world.Files.Keep(draft.Media) };
        message.SetCopy(author, author.Mailbox.Schedule(message));
        return (message, [new TlObject("updateNewScheduledMessage") { ["message"] = MessageView.Render(message, author) }]);
    }

    /// <summary>The time has come, or the author does not want to wait.</summary>
    public Message Send(Message kept, Session? origin)
    {
        var gone = Remove(kept, origin);
        var draft = new MessageDraft { Text = kept.Text, Entities = kept.Entities, Media = kept.Media, ReplyTo = kept.ReplyTo, IsSilent = kept.IsSilent };
        return gone ? world.Messaging.Send(kept.Sender, kept.Chat, draft, origin: null).Message : throw RpcException.BadRequest("MESSAGE_ID_INVALID");
    }

    /// <returns>False where it was not kept any more.</returns>
    public bool Remove(Message kept, Session? origin)
    {
        var author = kept.Sender;
        if (!author.Mailbox.Unschedule(kept))
        {
            return false;
        }

        var batch = world.Publisher.NewBatch();
        batch.AddTimed(author, Gone(kept));
        batch.Publish(origin);
        return true;
    }

    public static TlObject Gone(Message kept) => new("updateDeleteScheduledMessages")
    {
        ["peer"] = PeerView.Of(kept.Chat, kept.Sender),
        ["messages"] = new[] { kept.IdFor(kept.Sender) },
    };
}
