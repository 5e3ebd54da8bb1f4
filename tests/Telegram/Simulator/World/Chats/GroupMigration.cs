using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>A basic group goes on as a supergroup: its members move there, its messages stay where they are.</summary>
internal sealed class GroupMigration(WorldState world)
{
    public (Channel Chat, UpdateBatch Updates) Upgrade(BasicGroup group, Person by, Session? origin)
    {
        if (group.MemberFor(by)?.Role != MemberRole.Creator)
        {
            throw RpcException.BadRequest("CHAT_ADMIN_REQUIRED");
        }

        if (group.MigratedTo is not null)
        {
            throw RpcException.BadRequest("CHAT_ID_INVALID");
        }

        var channel = world.Chats.NewChannel(group.Title, isBroadcast: false);
        channel.Description = group.Description;
        channel.MigratedFrom = group;
        foreach (var member in group.MemberList)
        {
            channel.Put(member);
        }

        var batch = world.Publisher.NewBatch();
        group.MigratedTo = channel;
        world.Messaging.Announce(batch, by, group, new ServiceAction.MigratedTo(channel));
        foreach (var viewer in channel.Audience)
        {
            batch.AddTimed(viewer, UpdateView.ChannelChanged(channel));
        }

        world.Messaging.Announce(batch, by, channel, new ServiceAction.MigratedFrom(group));
        batch.Publish(origin);
        return (channel, batch);
    }
}
