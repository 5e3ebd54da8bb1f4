using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Titles, descriptions and pictures of groups and channels.</summary>
internal sealed class ChatInfo(WorldState world)
{
    public UpdateBatch ChangeTitle(GroupChat chat, Person by, string title, Session? origin)
    {
        RequireMayChangeInfo(chat, by);
        if (title.Length == 0)
        {
            throw RpcException.BadRequest("CHAT_TITLE_EMPTY");
        }

        chat.Title = title;
        return Announce(chat, by, new ServiceAction.TitleChanged(title), origin);
    }

    /// <param name="jpeg">Null: there is none from then on.</param>
    public UpdateBatch ChangePicture(GroupChat chat, Person by, ReadOnlyMemory<byte>? jpeg, Session? origin)
    {
        RequireMayChangeInfo(chat, by);
        chat.Picture = jpeg is { } bytes ? world.Pictures.Add(bytes) : null;
        return Announce(chat, by, chat.Picture is { } picture ? new ServiceAction.PictureChanged(picture) : new ServiceAction.PictureRemoved(), origin);
    }

    public bool ChangeDescription(GroupChat chat, Person by, string description, Session? origin)
    {
        RequireMayChangeInfo(chat, by);
        chat.Description = description;
        var batch = world.Publisher.NewBatch();
        foreach (var viewer in chat.Audience)
        {
            batch.AddTimed(viewer, chat is Channel channel ? UpdateView.ChannelChanged(channel) : UpdateView.GroupChanged(chat));
        }

        batch.Publish(origin);
        return true;
    }

    private static void RequireMayChangeInfo(GroupChat chat, Person person)
    {
        if (chat is Channel)
        {
            Membership.RequireAdmin(chat, person);
        }
        else
        {
            Membership.RequireMember(chat, person);
        }
    }

    private UpdateBatch Announce(GroupChat chat, Person by, ServiceAction action, Session? origin)
    {
        var batch = world.Publisher.NewBatch();
        world.Messaging.Announce(batch, by, chat, action);
        batch.Publish(origin);
        return batch;
    }
}
