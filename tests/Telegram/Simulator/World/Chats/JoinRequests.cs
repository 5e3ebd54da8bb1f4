using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Who asks to be let into groups and channels; their administrators are told and decide.</summary>
internal sealed class JoinRequests(WorldState world)
{
    public UpdateBatch Ask(GroupChat chat, Person person)
    {
        if (chat.Includes(person))
        {
            throw RpcException.BadRequest("USER_ALREADY_PARTICIPANT");
        }

        chat.Asking[person] = world.Date;
        return Tell(chat, origin: null);
    }

    public UpdateBatch TakeBack(GroupChat chat, Person person)
    {
        chat.Asking.Remove(person);
        return Tell(chat, origin: null);
    }

    public UpdateBatch Answer(GroupChat chat, Person by, Person person, bool isLetIn, Session? origin)
    {
        Membership.RequireAdmin(chat, by);
        if (!chat.Asking.Remove(person))
        {
            throw RpcException.BadRequest("HIDE_REQUESTER_MISSING");
        }

        if (isLetIn)
        {
            world.Membership.Invite(chat, by, [person], origin: null);
        }

        return Tell(chat, origin);
    }

    private UpdateBatch Tell(GroupChat chat, Session? origin)
    {
        var batch = world.Publisher.NewBatch();
        foreach (var admin in chat.MemberList.Where(member => member.IsAdmin))
        {
            batch.AddTimed(admin.Person, UpdateView.PeopleAsking(chat, admin.Person));
        }

        batch.Publish(origin);
        return batch;
    }
}
