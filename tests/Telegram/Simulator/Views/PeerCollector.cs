using System.Collections;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Clients need every person and chat that an answer names to come with it; this finds them by the fields that hold their ids.</summary>
internal sealed class PeerCollector
{
    private readonly HashSet<long> people = [];
    private readonly HashSet<long> groups = [];
    private readonly HashSet<long> channels = [];

    /// <summary>Fills an answer's "users" and "chats".</summary>
    public static TlObject Attach(TlObject answer, Person viewer, WorldState world)
    {
        var found = new PeerCollector();
        found.Visit(answer);
        // A client takes its own account's state from here too.
        found.people.Add(viewer.Id);
        answer["users"] = found.people.Select(world.People.Find).OfType<Person>().Select(person => PersonView.Render(person, viewer)).ToArray();
        if (!TlSchema.Instance[answer.Name].HasField("chats"))
        {
            return answer;
        }

        answer["chats"] = found.groups.Select(world.Chats.FindGroup).Cast<GroupChat?>()
            .Concat(found.channels.Select(world.Chats.FindChannel))
            .OfType<GroupChat>()
            .Select(chat => ChatView.Render(chat, viewer))
            .ToArray();
        return answer;
    }

    private void Visit(TlObject value)
    {
        foreach (var (field, content) in value.Fields)
        {
            switch (content)
            {
                case TlObject inner:
                    Visit(inner);
                    break;
                case long id:
                    Note(value.Name, field, id);
                    break;
                case long[] ids when field is "users" or "recent_requesters":
                    people.UnionWith(ids);
                    break;
                case IEnumerable items and not string and not byte[]:
                    foreach (var item in items.OfType<TlObject>())
                    {
                        Visit(item);
                    }

                    break;
            }
        }
    }

    private void Note(string owner, string field, long id)
    {
        switch (field)
        {
            case "user_id" or "via_bot_id" or "inviter_id" or "promoted_by" or "kicked_by":
            case "id" when owner == "userFull":
                people.Add(id);
                break;
            case "chat_id":
            case "id" when owner == "chatFull":
                groups.Add(id);
                break;
            case "channel_id":
            case "id" when owner == "channelFull":
                channels.Add(id);
                break;
        }
    }
}
