using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>An account with no ability but to send and receive.</summary>
internal class PlainAccount(IAccount inner) : IAccount
{
    public AccountId Id => inner.Id;

    public RemoteUserId Self => inner.Self;

    public Task StartAsync(CancellationToken cancellationToken) => inner.StartAsync(cancellationToken);

    public Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => inner.SendAsync(message, cancellationToken);

    public Task<ChatDetails> GetChatAsync(ChatKey chat, CancellationToken cancellationToken) => inner.GetChatAsync(chat, cancellationToken);

    public Task<UserDetails> GetUserAsync(RemoteUserId user, CancellationToken cancellationToken) => inner.GetUserAsync(user, cancellationToken);

    public Task LogoutAsync(CancellationToken cancellationToken) => inner.LogoutAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
