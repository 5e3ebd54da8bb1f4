using System.Collections.Concurrent;
using Bridges.Abstractions;
using MyNetwork.Echo;

namespace MyNetwork.Accounts;

/// <summary>One login. Add abilities (the interfaces in <c>Bridges.Abstractions</c>) as your network has them.</summary>
internal sealed class MyNetworkAccount(StoredAccount account, IAccountHost host, TimeProvider time) : IAccount, IDeduplicatesDeliveries
{
    private readonly ConcurrentDictionary<DeliveryId, SentMessage> _sent = [];

    public AccountId Id => account.Id;

    public RemoteUserId Self { get; } = new($"self-{account.Id}");

    internal EchoFriend Friend { get; } = new(host, time);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        host.ReportState(AccountState.Connecting);
        host.ReportState(AccountState.Connected);
        return Task.CompletedTask;
    }

    public async Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireChat(message.Chat);
        if (message.Content is not TextContent { Text: var text })
        {
            throw BridgeException.Permanent("MyNetwork takes texts only.");
        }

        if (!_sent.TryGetValue(message.Delivery, out var sent))
        {
            sent = new SentMessage([new RemoteMessageId($"out-{message.Delivery}")], time.GetUtcNow());
            _sent[message.Delivery] = sent;
            await Friend.HearAsync(message.Chat, text);
        }

        return sent;
    }

    public Task<ChatDetails> GetChatAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        try
        {
            RequireChat(chat);
        }
        catch (BridgeException exception)
        {
            return Task.FromException<ChatDetails>(exception);
        }

        return Task.FromResult(new ChatDetails
        {
            Key = chat,
            Kind = ChatKind.Direct,
            OtherUser = EchoFriend.Id,
            Members = [new(Self, MemberRole.Member), new(EchoFriend.Id, MemberRole.Member)],
            MembersAreComplete = true,
        });
    }

    public Task<UserDetails> GetUserAsync(RemoteUserId user, CancellationToken cancellationToken) =>
        Task.FromResult(new UserDetails { Id = user, Name = user == EchoFriend.Id ? "Echo" : account.Name });

    public Task LogoutAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => Friend.DisposeAsync();

    private void RequireChat(ChatKey chat)
    {
        if (chat != EchoFriend.ChatWith(account.Id))
        {
            throw BridgeException.Permanent("There is no such chat.");
        }
    }
}
