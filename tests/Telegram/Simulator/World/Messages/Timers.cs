using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>How long the messages of a chat stay.</summary>
internal sealed class Timers(WorldState world)
{
    /// <param name="by">Who decides it.</param>
    /// <param name="chat">From now on its messages have it.</param>
    /// <param name="timer">Null: they stay.</param>
    /// <param name="origin">The client that asked, if one did.</param>
    public UpdateBatch Set(Person by, Chat chat, TimeSpan? timer, Session? origin)
    {
        if (!chat.Includes(by))
        {
            throw RpcException.BadRequest("PEER_ID_INVALID");
        }

        if (chat.Timer == timer)
        {
            throw RpcException.BadRequest("CHAT_NOT_MODIFIED");
        }

        chat.Timer = timer;
        var batch = world.Publisher.NewBatch();
        foreach (var viewer in chat.Audience)
        {
            batch.AddTimed(viewer, UpdateView.TimerChanged(chat, viewer));
        }

        world.Messaging.Announce(batch, by, chat, new ServiceAction.TimerChanged(timer));
        batch.Publish(origin);
        return batch;
    }
}
