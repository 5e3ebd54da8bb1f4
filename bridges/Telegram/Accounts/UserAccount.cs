using Bridges.Abstractions;
using Bridges.Telegram.Errors;

namespace Bridges.Telegram.Accounts;

/// <summary>A person's account.</summary>
internal sealed class UserAccount(AccountParts parts)
    : TelegramAccount(parts), ISendsReadReceipts, IReadsHistory, IListsChats, IStartsChats, IFindsDeliveries
{
    private readonly AccountParts _parts = parts;

    public Task MarkReadAsync(ChatKey chat, RemoteMessageId upTo, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.ReadMarker.MarkAsync(chat, upTo, cancellationToken));

    public Task<IReadOnlyList<RemoteMessage>> ReadHistoryAsync(ChatKey chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.History.ReadAsync(chat, after, limit, cancellationToken));

    public Task<IReadOnlyList<ChatSummary>> ListChatsAsync(int limit, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.ChatLister.ListAsync(limit, cancellationToken));

    public Task<IReadOnlyList<UserDetails>> SearchAsync(string query, int limit, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.PeopleFinder.SearchAsync(query, limit, cancellationToken));

    public Task<UserDetails?> ResolveAsync(string identifier, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.PeopleFinder.ResolveAsync(identifier, cancellationToken));

    public Task<ChatKey> OpenDirectChatAsync(RemoteUserId user, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.PeopleFinder.OpenDirectChatAsync(user, cancellationToken));

    public Task<DeliveryLookup> FindDeliveryAsync(OutgoingMessage message, DateTimeOffset handedOverAt, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.DeliveryFinder.FindAsync(message, handedOverAt, cancellationToken));
}
