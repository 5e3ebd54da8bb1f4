using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;

namespace Bridges.Signal.Chats;

/// <summary>What the account does with groups.</summary>
internal sealed class GroupActions(EngineAccount engine)
{
    private const int LongestName = 32;
    private const int LongestTopic = 480;

    public async Task<ChatKey> CreateAsync(string name, IReadOnlyList<RemoteUserId> members, CancellationToken cancellationToken)
    {
        var group = await engine.AskAsync("group.create", new JsonObject { ["title"] = Named(name), ["members"] = JsonReading.ToArray(members.Select(member => member.Value)) }, cancellationToken);
        return new ChatKey(new RemoteChatId(group.Text("id") ?? throw BridgeException.Transient("The Signal engine did not name the new group.", Certainty.Uncertain)));
    }

    public Task SetNameAsync(ChatKey chat, string name, CancellationToken cancellationToken) => ChangeAsync(chat, new JsonObject { ["title"] = Named(name) }, cancellationToken);

    public Task SetTopicAsync(ChatKey chat, string topic, CancellationToken cancellationToken) =>
        topic.Length > LongestTopic
            ? throw BridgeException.Permanent("Signal takes descriptions of at most 480 characters.")
            : ChangeAsync(chat, new JsonObject { ["description"] = topic }, cancellationToken);

    public async Task SetPictureAsync(ChatKey chat, MediaFile? picture, CancellationToken cancellationToken)
    {
        ThrowIfNoGroup(chat);
        await engine.AskAsync("group.picture", new JsonObject { ["chat"] = chat.Chat.Value, ["file"] = picture?.Path }, cancellationToken);
    }

    public Task AddAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) => ChangeAsync(chat, List("add", user), cancellationToken);

    public Task RemoveAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken) => ChangeAsync(chat, List(ban ? "ban" : "remove", user), cancellationToken);

    public Task UnbanAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) => ChangeAsync(chat, List("unban", user), cancellationToken);

    public Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken) =>
        ChangeAsync(chat, List(role >= MemberRole.Administrator ? "promote" : "demote", user), cancellationToken);

    public Task AnswerAsync(ChatKey chat, RemoteUserId user, bool accept, CancellationToken cancellationToken) => ChangeAsync(chat, List(accept ? "approve" : "refuse", user), cancellationToken);

    public async Task<ChatKey> JoinAsync(string link, CancellationToken cancellationToken)
    {
        var joined = await engine.AskAsync("group.join", new JsonObject { ["link"] = link }, cancellationToken);
        return joined.Flag("waits")
            ? throw BridgeException.Permanent("The group's administrators were asked to let you in. The room appears once they have.")
            : new ChatKey(new RemoteChatId(joined.Text("id") ?? ""));
    }

    public async Task LeaveAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        if (RemoteIds.IsGroup(chat))
        {
            await engine.AskAsync("group.leave", new JsonObject { ["chat"] = chat.Chat.Value }, cancellationToken);
        }
    }

    public async Task<string> GetLinkAsync(ChatKey chat, bool renew, CancellationToken cancellationToken)
    {
        var link = renew ? null : await ReadLinkAsync(chat, cancellationToken);
        if (link is null)
        {
            await ChangeAsync(chat, new JsonObject { ["access"] = new JsonObject { ["link"] = "any" }, ["resetLink"] = renew }, cancellationToken);
            link = await ReadLinkAsync(chat, cancellationToken);
        }

        return link ?? throw BridgeException.Permanent("This group has no link.");
    }

    public async Task ChangeAsync(ChatKey chat, JsonObject change, CancellationToken cancellationToken)
    {
        ThrowIfNoGroup(chat);
        await engine.AskAsync("group.change", new JsonObject { ["chat"] = chat.Chat.Value, ["change"] = change }, cancellationToken);
    }

    private async Task<string?> ReadLinkAsync(ChatKey chat, CancellationToken cancellationToken) =>
        (await engine.AskAsync("group.link", new JsonObject { ["chat"] = chat.Chat.Value }, cancellationToken)).Text("link");

    private static void ThrowIfNoGroup(ChatKey chat)
    {
        if (!RemoteIds.IsGroup(chat))
        {
            throw BridgeException.Permanent("This is a chat of two on Signal, and not a group.");
        }
    }

    private static JsonObject List(string what, RemoteUserId user) => new() { [what] = new JsonArray(user.Value) };

    private static string Named(string name) => name.Length is > 0 and <= LongestName ? name : throw BridgeException.Permanent("On Signal the name of a group has 1 to 32 characters.");
}
