using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>What can be done about chats and the people in them.</summary>
internal sealed partial class SampleAccount : IJoinsChats, ILeavesChats, IDeletesChats, ICreatesGroups, IChangesChats, IManagesMembers, ISetsTimers, ISharesInviteLinks, IBlocksPeople, IOffersCommands
{
    public IReadOnlyList<AccountCommand> Commands { get; } = [new("shout", "<text>", "say the text in capitals", NeedsChat: true)];

    public async Task<ChatDetails> GetChatAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        SampleChats.Check(chat);
        return new ChatDetails
        {
            Key = chat,
            Kind = ChatKind.Direct,
            OtherUser = SampleChats.FriendIn(chat),
            Members = [.. _friends.GuestsIn(chat).Prepend(SampleChats.FriendIn(chat)).Prepend(Self).Select(static user => new ChatMember(user, MemberRole.Member))],
            MembersAreComplete = true,
        };
    }

    public Task<ChatKey> JoinAsync(string nameOrLink, CancellationToken cancellationToken) =>
        nameOrLink.StartsWith(SampleChats.FriendPrefix, StringComparison.Ordinal)
            ? Task.FromResult(SampleChats.With(new RemoteUserId(nameOrLink), Id))
            : throw BridgeException.Permanent("There is no such chat; those of friends are named like friend-1.");

    public Task LeaveAsync(ChatKey chat, CancellationToken cancellationToken) => TellAsync(chat, "you left", cancellationToken);

    public bool CanDeleteForEveryone(ChatKey chat) => true;

    public Task DeleteChatAsync(ChatKey chat, bool forEveryone, CancellationToken cancellationToken)
    {
        _friends.SendGuestsAway(chat);
        return Task.CompletedTask;
    }

    public Task<ChatKey> CreateGroupAsync(string name, IReadOnlyList<RemoteUserId> members, CancellationToken cancellationToken) =>
        members is [var only] ? OpenDirectChatAsync(only, cancellationToken) : throw BridgeException.Permanent("Groups here have two members.");

    public Task SetNameAsync(ChatKey chat, string name, CancellationToken cancellationToken) => TellAsync(chat, $"you named it {name}", cancellationToken);

    public Task SetTopicAsync(ChatKey chat, string topic, CancellationToken cancellationToken) => TellAsync(chat, $"you described it as {topic}", cancellationToken);

    public Task SetPictureAsync(ChatKey chat, MediaFile? picture, CancellationToken cancellationToken) => TellAsync(chat, "you changed its picture", cancellationToken);

    public Task AddMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) => TellAsync(chat, $"you added {user}", cancellationToken);

    public Task RemoveMemberAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken) =>
        TellAsync(chat, $"you {(ban ? "banned" : "removed")} {user}", cancellationToken);

    public Task UnbanMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) => TellAsync(chat, $"you unbanned {user}", cancellationToken);

    public Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken) =>
        TellAsync(chat, $"you made {user} {role}", cancellationToken);

    public Task SetTimerAsync(ChatKey chat, TimeSpan? timer, CancellationToken cancellationToken) => TellAsync(chat, $"messages stay {timer}", cancellationToken);

    public Task<string> GetInviteLinkAsync(ChatKey chat, bool renew, CancellationToken cancellationToken) => Task.FromResult($"https://example.org/{chat.Chat}");

    public Task SetBlockedAsync(RemoteUserId user, bool isBlocked, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<RichText> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await SendAsync(new OutgoingMessage(call.Delivery, call.Chat!.Value, new TextContent(RichText.Plain(call.Text.Text.ToUpperInvariant()))), cancellationToken);
        return RichText.Plain("Shouted.");
    }
}
