using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Groups and channels: making them, who is in them and as what.</summary>
internal sealed class Membership(WorldState world)
{
    public (BasicGroup Chat, UpdateBatch Updates) CreateGroup(string title, Person creator, IReadOnlyList<Person> members, Session? origin)
    {
        var group = world.Chats.NewGroup(title);
        Put(group, creator, creator, MemberRole.Creator);
        foreach (var member in members.Where(member => member != creator))
        {
            Put(group, member, creator, MemberRole.Member);
        }

        var batch = world.Publisher.NewBatch();
        TellParticipants(batch, group);
        world.Messaging.Announce(batch, creator, group, new ServiceAction.GroupCreated(title, [.. group.Audience]));
        batch.Publish(origin);
        return (group, batch);
    }

    public (Channel Chat, UpdateBatch Updates) CreateChannel(
        string title,
        bool isBroadcast,
        Person creator,
        IReadOnlyList<Person> members,
        Session? origin)
    {
        var channel = world.Chats.NewChannel(title, isBroadcast);
        Put(channel, creator, creator, MemberRole.Creator);
        foreach (var member in members.Where(member => member != creator))
        {
            Put(channel, member, creator, MemberRole.Member);
        }

        var batch = world.Publisher.NewBatch();
        foreach (var viewer in channel.Audience)
        {
            batch.AddTimed(viewer, UpdateView.ChannelChanged(channel));
        }

        world.Messaging.Announce(batch, creator, channel, new ServiceAction.ChannelCreated(title));
        batch.Publish(origin);
        return (channel, batch);
    }

    public UpdateBatch Join(GroupChat chat, Person person, Session? origin)
    {
        if (chat.Banned.Contains(person))
        {
            throw RpcException.BadRequest("USER_BANNED_IN_CHANNEL");
        }

        return Admit(chat, person, [person], origin);
    }

    public UpdateBatch Invite(GroupChat chat, Person by, IReadOnlyList<Person> people, Session? origin)
    {
        RequireMember(chat, by);
        return Admit(chat, by, people, origin);
    }

    public UpdateBatch Remove(GroupChat chat, Person by, Person person, Session? origin)
    {
        RequireMember(chat, person);
        if (by != person)
        {
            RequireAdmin(chat, by);
            chat.Banned.Add(person);
        }

        var batch = world.Publisher.NewBatch();
        if (chat is not Channel { IsBroadcast: true })
        {
            world.Messaging.Announce(batch, by, chat, new ServiceAction.MemberRemoved(person));
        }

        chat.TakeOut(person);
        if (chat is Channel channel)
        {
            batch.AddTimed(person, UpdateView.ChannelChanged(channel));
        }
        else
        {
            TellParticipants(batch, (BasicGroup)chat);
        }

        batch.Publish(origin);
        return batch;
    }

    /// <summary>The owner puts everybody out, themselves last.</summary>
    public UpdateBatch Dissolve(GroupChat chat, Person by, Session? origin)
    {
        if (chat.MemberFor(by)?.Role != MemberRole.Creator)
        {
            throw RpcException.BadRequest("CHAT_ADMIN_REQUIRED");
        }

        foreach (var member in chat.MemberList.Select(member => member.Person).Where(person => person != by).ToList())
        {
            Remove(chat, by, member, origin);
        }

        return Remove(chat, by, by, origin);
    }

    public UpdateBatch SetRole(GroupChat chat, Person by, Person person, MemberRole role, Session? origin)
    {
        RequireAdmin(chat, by);
        RequireMember(chat, person);
        chat.MemberFor(person)!.Role = role;
        var batch = world.Publisher.NewBatch();
        if (chat is Channel channel)
        {
            batch.AddTimed(person, UpdateView.ChannelChanged(channel));
        }
        else
        {
            TellParticipants(batch, (BasicGroup)chat);
        }

        batch.Publish(origin);
        return batch;
    }

    public static void RequireMember(GroupChat chat, Person person)
    {
        if (!chat.Includes(person))
        {
            throw RpcException.BadRequest("USER_NOT_PARTICIPANT");
        }
    }

    public static void RequireAdmin(GroupChat chat, Person person)
    {
        if (chat.MemberFor(person)?.IsAdmin != true)
        {
            throw RpcException.BadRequest("CHAT_ADMIN_REQUIRED");
        }
    }

    private static void TellParticipants(UpdateBatch batch, BasicGroup group)
    {
        foreach (var viewer in group.Audience)
        {
            batch.AddTimed(viewer, UpdateView.Participants(group));
        }
    }

    private UpdateBatch Admit(GroupChat chat, Person by, IReadOnlyList<Person> people, Session? origin)
    {
        if (people.Any(chat.Includes))
        {
            throw RpcException.BadRequest("USER_ALREADY_PARTICIPANT");
        }

        var batch = world.Publisher.NewBatch();
        foreach (var person in people)
        {
            Put(chat, person, by, MemberRole.Member);
            if (chat is Channel channel)
            {
                // What was written before they came counts as read.
                chat.MarksOf(person).Inbox = channel.AllMessages.Count == 0 ? 0 : channel.AllMessages[^1].IdFor(person);
                batch.AddTimed(person, UpdateView.ChannelChanged(channel));
            }
        }

        if (chat is BasicGroup group)
        {
            TellParticipants(batch, group);
        }

        if (chat is not Channel { IsBroadcast: true })
        {
            world.Messaging.Announce(batch, by, chat, new ServiceAction.MembersAdded(people));
        }

        batch.Publish(origin);
        return batch;
    }

    private void Put(GroupChat chat, Person person, Person by, MemberRole role) => chat.Put(new Member(person, role, by, world.Now));
}
