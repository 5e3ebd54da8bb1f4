using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Sessions;

namespace Bridges.WhatsApp.Chats;

/// <summary>Makes, joins, changes and leaves groups; joins and leaves channels.</summary>
internal sealed class GroupEditor(AccountId account, AccountSession session, string commandPrefix)
{
    public async Task<ChatKey> CreateAsync(string name, IReadOnlyList<RemoteUserId> members, CancellationToken cancellationToken)
    {
        var group = await session.RequestAsync("group.create", new JsonObject { ["name"] = name, ["users"] = JsonReading.ToArray(members.Select(member => member.Value)) }, cancellationToken);
        return RemoteIds.Chat(group.Text("id") ?? throw Unclear(), account);
    }

    public async Task<ChatKey> JoinAsync(string link, CancellationToken cancellationToken)
    {
        var isChannel = link.Contains("/channel/", StringComparison.Ordinal);
        var joined = await session.RequestAsync(isChannel ? "channel.follow" : "group.join", new JsonObject { ["link"] = link }, cancellationToken);
        return joined.Text("chat") is { Length: > 0 } chat
            ? RemoteIds.Chat(chat, account)
            : throw BridgeException.Permanent("The group's administrators have to let you in first; it appears when they have.");
    }

    public async Task LeaveAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        var id = chat.Chat.Value;
        await ChangeAsync(
            RemoteIds.IsGroup(id) ? "group.leave"
            : RemoteIds.IsChannel(id) ? "channel.leave"
            : throw BridgeException.Permanent("Only groups and channels can be left on WhatsApp."),
            chat, cancellationToken);
    }

    public async Task ChangeMembersAsync(string method, ChatKey chat, RemoteUserId user, CancellationToken cancellationToken)
    {
        var answer = await ChangeAsync(method, chat, cancellationToken, ("users", JsonReading.ToArray([user.Value])));
        var status = answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().Select(result => result.Text("status")).FirstOrDefault() : null;
        // 409 and 404: it is so already.
        if (status is not (null or "200") && status != (method == "group.add" ? "409" : "404"))
        {
            throw BridgeException.Permanent(status switch
            {
                "403" => $"WhatsApp does not let this account add that person; send an invitation link (`{commandPrefix} invite-link`).",
                "408" => "That person left the group a short while ago and cannot be added again yet.",
                _ => $"WhatsApp refused it ({status}).",
            });
        }
    }

    public async Task<string> LinkAsync(ChatKey chat, bool renew, CancellationToken cancellationToken) =>
        (await ChangeAsync("group.link", chat, cancellationToken, ("renew", renew))).Text("link") ?? throw Unclear();

    public Task<JsonElement> ChangeAsync(string method, ChatKey chat, CancellationToken cancellationToken, params (string Name, JsonNode? Value)[] more)
    {
        var parameters = new JsonObject { ["chat"] = chat.Chat.Value };
        foreach (var (name, value) in more)
        {
            parameters[name] = value;
        }

        return session.RequestAsync(method, parameters, cancellationToken);
    }

    private static BridgeException Unclear() => BridgeException.Transient("WhatsApp's answer was not understood.", Certainty.Uncertain);
}
