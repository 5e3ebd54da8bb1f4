using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>An account whose network is the test itself.</summary>
internal sealed class ScriptedAccount(ScriptedNetwork network, StoredAccount stored, IAccountHost host)
    : IAccount, IEditsMessages, IDeletesMessages, ISendsReadReceipts, ISendsTyping, IReadsHistory, IChecksMessages, IListsChats, IStartsChats, IFindsDeliveries, IRecognizesDeliveries, IFetchesAvatars, ILeavesChats
{
    private int _lastId = 1000;

    public AccountId Id => stored.Id;

    public RemoteUserId Self => new(stored.Id.Value);

    public IAccountHost Host => host;

    public bool IsStarted { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await network.Trouble.At(ModuleCall.AccountStart);
        host.ReportState(AccountState.Connecting);
        host.ReportState(AccountState.Connected);
        IsStarted = true;
    }

    public async Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        network.Take(message);
        network.Did.Add(new Deed("send", message.Chat, Text(message.Content), message.ReplyTo?.Message.Value));
        await network.Trouble.At(ModuleCall.Send, message.Chat.Chat.Value);
        await network.BeforeSend(message);
        var pieces = Enumerable.Range(0, network.Pieces).Select(_ => new RemoteMessageId($"{Interlocked.Increment(ref _lastId)}"));
        var sent = new SentMessage([.. pieces], TimeProvider.System.GetUtcNow()) { Refused = network.Refused, Remark = network.Remark };
        network.Arrived[message.Delivery] = sent;
        await network.AfterSend(message);
        return sent;
    }

    public bool MayBe(OutgoingMessage sent, RemoteMessage told) => network.Recognizes(sent, told);

    public async Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken)
    {
        network.Edited.Enqueue(edit);
        network.Did.Add(new Deed("edit", edit.Chat, Text(edit.Content), edit.Targets[0].Value));
        await network.Trouble.At(ModuleCall.Edit, edit.Chat.Chat.Value);
        return 5;
    }

    public Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken)
    {
        network.Deleted.Enqueue(deletion);
        network.Did.Add(new Deed("delete", deletion.Chat, Text: null, deletion.Targets[0].Value));
        return network.Trouble.At(ModuleCall.Delete, deletion.Chat.Chat.Value);
    }

    public Task MarkReadAsync(ChatKey chat, RemoteMessageId upTo, CancellationToken cancellationToken)
    {
        network.Did.Add(new Deed("read", chat, Text: null, upTo.Value));
        return network.Trouble.At(ModuleCall.MarkRead, chat.Chat.Value);
    }

    public Task SendTypingAsync(ChatKey chat, bool isTyping, CancellationToken cancellationToken)
    {
        network.Did.Add(new Deed(isTyping ? "typing" : "typing stopped", chat, Text: null, Target: null));
        return network.Trouble.At(ModuleCall.SendTyping, chat.Chat.Value);
    }

    public async Task<IReadOnlyList<RemoteMessage>> ReadHistoryAsync(ChatKey chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken)
    {
        await network.Trouble.At(ModuleCall.ReadHistory, chat.Chat.Value);
        await network.BeforeReading(chat);
        return [.. network.History.Where(message => message.Chat == chat && !network.Hole.Contains(message.Id.Value) && (after is null || long.Parse(message.Id.Value) > long.Parse(after.Value.Value))).TakeLast(limit)];
    }

    public Task<IReadOnlySet<RemoteMessageId>> FindGoneAsync(ChatKey chat, IReadOnlyList<RemoteMessageId> messages, CancellationToken cancellationToken)
    {
        network.BeforeChecking(chat);
        return Task.FromResult<IReadOnlySet<RemoteMessageId>>(messages.Except(network.History.Where(message => message.Chat == chat).Select(message => message.Id)).ToHashSet());
    }

    public async Task<IReadOnlyList<ChatSummary>> ListChatsAsync(int limit, CancellationToken cancellationToken)
    {
        await network.Trouble.At(ModuleCall.ListChats);
        return
        [
            .. network.Chats.Keys.Concat(network.History.Select(message => message.Chat)).Distinct().Take(limit)
                .Select(chat => (Key: chat, Last: network.History.LastOrDefault(message => message.Chat == chat)))
                .Select(chat => new ChatSummary(chat.Key, Name: null, chat.Last?.Id, chat.Last?.Timestamp)),
        ];
    }

    public async Task<ChatDetails> GetChatAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        await network.Trouble.At(ModuleCall.GetChat, chat.Chat.Value);
        await network.BeforeDescribing(chat);
        var details = network.Chats.GetOrAdd(chat, key => new ChatDetails
        {
            Key = key,
            Kind = ChatKind.Direct,
            OtherUser = new RemoteUserId(key.Chat.Value),
            Members = [new ChatMember(Self, MemberRole.Member), new ChatMember(new RemoteUserId(key.Chat.Value), MemberRole.Member)],
            MembersAreComplete = true,
        });
        await network.AfterDescribing(chat);
        return details;
    }

    public async Task<UserDetails> GetUserAsync(RemoteUserId user, CancellationToken cancellationToken)
    {
        await network.Trouble.At(ModuleCall.GetUser, user.Value);
        var details = new UserDetails { Id = user, Name = network.Names.GetValueOrDefault(user, $"Name of {user}"), Avatar = network.Avatars.GetValueOrDefault(user) };
        await network.AfterNaming(user);
        return details;
    }

    public async Task<AvatarFile?> FetchAvatarAsync(AvatarReference avatar, CancellationToken cancellationToken)
    {
        await network.Trouble.At(ModuleCall.FetchAvatar);
        return new AvatarFile(new byte[] { 1 }, "image/png");
    }

    public async Task<IReadOnlyList<UserDetails>> SearchAsync(string query, int limit, CancellationToken cancellationToken)
    {
        network.Did.Add(new Deed("search", Chat: null, query, Id.Value));
        await network.Trouble.At(ModuleCall.Search);
        return [new UserDetails { Id = new("bob"), Name = "Bob", Username = "bobby" }];
    }

    public Task<UserDetails?> ResolveAsync(string identifier, CancellationToken cancellationToken) =>
        Task.FromResult(identifier == "@bobby" ? new UserDetails { Id = new("bob"), Name = "Bob" } : null);

    public Task<ChatKey> OpenDirectChatAsync(RemoteUserId user, CancellationToken cancellationToken)
    {
        network.Did.Add(new Deed("open", Chat: null, user.Value, Id.Value));
        return Task.FromResult(new ChatKey(new(user.Value), Id));
    }

    public async Task<DeliveryLookup> FindDeliveryAsync(OutgoingMessage message, DateTimeOffset handedOverAt, CancellationToken cancellationToken)
    {
        network.Did.Add(new Deed("look up", message.Chat, Text(message.Content), Target: null));
        await network.BeforeLookup(message);
        return network.Arrived.TryGetValue(message.Delivery, out var sent) ? new DeliveryLookup.Arrived(sent) : new DeliveryLookup.NotArrived();
    }

    public Task LeaveAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        network.Did.Add(new Deed("leave", chat, Text: null, Target: null));
        return Task.CompletedTask;
    }

    public Task LogoutAsync(CancellationToken cancellationToken)
    {
        network.Did.Add(new Deed("logout", Chat: null, Id.Value, Target: null));
        return network.Trouble.At(ModuleCall.Logout);
    }

    public ValueTask DisposeAsync() => new(network.Trouble.At(ModuleCall.AccountDispose));

    private static string Text(MessageContent content) => content is TextContent text ? text.Text.Text : content.GetType().Name;
}
