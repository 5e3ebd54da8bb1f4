using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Sessions;

namespace Bridges.WhatsApp.Chats;

/// <summary>Makes communities, and puts groups into them.</summary>
internal sealed class Communities(AccountSession session, GroupEditor groups, string commandPrefix)
{
    public async Task<string> MakeAsync(string name, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length == 0)
        {
            throw BridgeException.Permanent($"Say what it is called: `{commandPrefix} whatsapp community Neighbours`.");
        }

        await session.RequestAsync("community.create", new JsonObject { ["name"] = name }, cancellationToken);
        return $"The community {name} is made. Write `{commandPrefix} whatsapp community-add {name}` in the room of a group to put it in; its space appears with its first group here.";
    }

    public async Task<string> AddAsync(ChatKey group, string name, CancellationToken cancellationToken)
    {
        name = name.Trim();
        var communities = await ListAsync(cancellationToken);
        var fitting = communities.Where(community => string.Equals(community.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (fitting.Count != 1)
        {
            throw BridgeException.Permanent(
                fitting.Count > 1 ? $"Several communities of yours are called {name}; put the group in on the phone."
                : communities.Count == 0 ? $"This account is in no community. Make one with `{commandPrefix} whatsapp community <name>`."
                : $"Say which: {string.Join(", ", communities.Select(community => community.Name))}.");
        }

        await groups.ChangeAsync("community.add", group, cancellationToken, ("community", fitting[0].Id));
        return $"This group is part of {fitting[0].Name} now.";
    }

    public async Task<string> RemoveAsync(ChatKey group, CancellationToken cancellationToken)
    {
        if ((await groups.ChangeAsync("group.get", group, cancellationToken)).Text("parent") is not { Length: > 0 } community)
        {
            throw BridgeException.Permanent("This group is in no community.");
        }

        await groups.ChangeAsync("community.remove", group, cancellationToken, ("community", community));
        return "This group is in no community any more.";
    }

    private async Task<List<(string Id, string Name)>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await session.RequestAsync("group.list", [], cancellationToken);
        return all.ValueKind == JsonValueKind.Array
            ? [.. all.EnumerateArray().Where(group => group.Flag("community")).Select(group => (group.Text("id") ?? "", group.Text("name") ?? ""))]
            : [];
    }
}
