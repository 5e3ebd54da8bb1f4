using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Contacts, and finding people and chats by name or number.</summary>
internal sealed class ContactMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("contacts.getContacts", Contacts);
        table.Add("contacts.getStatuses", _ => TlObject.Vector([]));
        table.Add("contacts.importContacts", Import);
        table.Add("contacts.addContact", Add);
        table.Add("contacts.deleteContacts", Delete);
        table.Add("contacts.search", Search);
        table.Add("contacts.block", call => SetBlocked(call, isBlocked: true));
        table.Add("contacts.unblock", call => SetBlocked(call, isBlocked: false));
        table.Add("contacts.resolveUsername", ResolveUsername);
        table.Add("contacts.resolvePhone", call => Resolved(
            PeerView.Of(world.People.FindByPhone(call.Query.Text("phone")) ?? throw RpcException.BadRequest("PHONE_NOT_OCCUPIED")),
            call.Caller));
    }

    private TlObject Contacts(CallContext call) => PeerCollector.Attach(
        new TlObject("contacts.contacts")
        {
            ["contacts"] = call.Caller.Contacts
                .Select(contact => new TlObject("contact") { ["user_id"] = contact.Id, ["mutual"] = contact.Contacts.Contains(call.Caller) })
                .ToArray(),
        },
        call.Caller,
        world);

    private TlObject Import(CallContext call)
    {
        var imported = new List<TlObject>();
        foreach (var entry in call.Query.Objects("contacts"))
        {
            if (world.People.FindByPhone(entry.Text("phone")) is { } person)
            {
                call.Caller.Contacts.Add(person);
                imported.Add(new TlObject("importedContact") { ["user_id"] = person.Id, ["client_id"] = entry.Long("client_id") });
            }
        }

        return PeerCollector.Attach(new TlObject("contacts.importedContacts") { ["imported"] = imported }, call.Caller, world);
    }

    private TlObject Add(CallContext call)
    {
        var person = peers.Person(call.Query.Object("id"), call.Caller);
        call.Caller.Contacts.Add(person);
        return world.Publisher.Wrap(call.Caller, [new TlObject("updateUser") { ["user_id"] = person.Id }]);
    }

    private TlObject Delete(CallContext call)
    {
        var people = peers.People(call.Query.Objects("id"), call.Caller);
        call.Caller.Contacts.ExceptWith(people);
        return world.Publisher.Wrap(call.Caller, [.. people.Select(person => new TlObject("updateUser") { ["user_id"] = person.Id })]);
    }

    /// <summary>What is so already succeeds, too.</summary>
    private TlObject SetBlocked(CallContext call, bool isBlocked)
    {
        var person = peers.Person(call.Query.Object("id"), call.Caller);
        _ = isBlocked ? call.Caller.BlockedPeople.Add(person) : call.Caller.BlockedPeople.Remove(person);
        return TlObject.Bool(true);
    }

    private TlObject Search(CallContext call)
    {
        var text = call.Query.Text("q").TrimStart('@');
        var limit = Math.Clamp(call.Query.Int("limit"), 1, 50);
        var found = world.People.All.Where(person => person != call.Caller && Matches(person, text)).Take(limit).ToList();
        return PeerCollector.Attach(
            new TlObject("contacts.found")
            {
                ["my_results"] = found.Where(call.Caller.Contacts.Contains).Select(PeerView.Of).ToArray(),
                // Strangers are found by their user name alone.
                ["results"] = found.Where(person => !call.Caller.Contacts.Contains(person) && StartsWith(person.Username, text)).Select(PeerView.Of).ToArray(),
            },
            call.Caller,
            world);
    }

    private static bool Matches(Person person, string text) =>
        StartsWith(person.FirstName, text) || StartsWith(person.LastName, text) || StartsWith(person.Username, text);

    private static bool StartsWith(string value, string text) => value.Length > 0 && value.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    private TlObject ResolveUsername(CallContext call)
    {
        var username = call.Query.Text("username");
        if (world.People.FindByUsername(username) is { } person)
        {
            return Resolved(PeerView.Of(person), call.Caller);
        }

        return world.Chats.FindByUsername(username) is { } channel
            ? Resolved(PeerView.Of(channel, call.Caller), call.Caller)
            : throw RpcException.BadRequest("USERNAME_NOT_OCCUPIED");
    }

    private TlObject Resolved(TlObject peer, Person viewer) => PeerCollector.Attach(new TlObject("contacts.resolvedPeer") { ["peer"] = peer }, viewer, world);
}
