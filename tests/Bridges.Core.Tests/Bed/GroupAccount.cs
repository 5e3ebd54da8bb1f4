using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>An account that changes groups: what it does is so on the network from then on, where nothing is refused.</summary>
internal sealed class GroupAccount(IAccount inner, ScriptedNetwork network) : PlainAccount(inner), IChangesChats, IManagesMembers, IFetchesAvatars
{
    /// <summary>What a network says to who may not.</summary>
    public static BridgeException Refusal { get; } = BridgeException.Permanent("Only administrators may.");

    public async Task SetNameAsync(ChatKey chat, string name, CancellationToken cancellationToken)
    {
        await DoAsync("name", chat, name);
        Change(chat, now => now with { Name = name });
    }

    public async Task SetTopicAsync(ChatKey chat, string topic, CancellationToken cancellationToken)
    {
        await DoAsync("topic", chat, topic);
        Change(chat, now => now with { Topic = topic });
    }

    public async Task SetPictureAsync(ChatKey chat, MediaFile? picture, CancellationToken cancellationToken)
    {
        var words = picture?.Path is { } path ? await File.ReadAllTextAsync(path, cancellationToken) : "none";
        await DoAsync("picture", chat, words);
        Change(chat, now => now with { Avatar = picture is null ? null : new AvatarReference($"picture of {words}", "") });
    }

    public async Task AddMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken)
    {
        await DoAsync("add", chat, text: null, user);
        if (!network.MustAgree.ContainsKey(user))
        {
            Change(chat, now => now with { Members = [.. now.Members.Where(member => member.User != user), new ChatMember(user, MemberRole.Member)] });
        }
    }

    public async Task RemoveMemberAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken)
    {
        await DoAsync(ban ? "ban" : "remove", chat, text: null, user);
        Change(chat, now => now with { Members = [.. now.Members.Where(member => member.User != user)] });
    }

    public Task UnbanMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) => DoAsync("unban", chat, text: null, user);

    public async Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken)
    {
        await DoAsync("role", chat, role.ToString(), user);
        Change(chat, now => now with { Members = [.. now.Members.Select(member => member.User == user ? member with { Role = role } : member)] });
    }

    public Task<AvatarFile?> FetchAvatarAsync(AvatarReference avatar, CancellationToken cancellationToken) => Task.FromResult<AvatarFile?>(new AvatarFile(new byte[] { 1 }, "image/png"));

    private void Change(ChatKey chat, Func<ChatDetails, ChatDetails> change) => network.Chats.AddOrUpdate(chat, key => change(new ChatDetails { Key = key, Kind = ChatKind.Group }), (_, now) => change(now));

    private async Task DoAsync(string what, ChatKey chat, string? text, RemoteUserId? target = null)
    {
        network.Did.Add(new Deed(what, chat, text, target?.Value));
        await network.BeforeDeed(what);
    }
}
