using Bridges.Abstractions;
using Bridges.Telegram.Commands;
using Bridges.Telegram.Errors;

namespace Bridges.Telegram.Accounts;

/// <summary>A person's account.</summary>
internal sealed class UserAccount(AccountParts parts)
    : TelegramAccount(parts), ISendsReadReceipts, ISendsPlayedReceipts, IReadsHistory, IListsChats, IStartsChats, IFindsDeliveries, IReacts, IVotesInPolls,
        IEndsPolls, IPressesChoices, IReadsStickerPacks, IJoinsChats, ISetsTimers, IOffersCommands
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

    public Task MarkPlayedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.ReadMarker.OpenAsync(chat, message, cancellationToken));

    public Task<ReactionRules> GetReactionRulesAsync(ChatKey chat, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Reactions.RulesAsync(chat, cancellationToken));

    public Task ReactAsync(OutgoingReactions reactions, CancellationToken cancellationToken) =>
        InChatAsync(reactions.Chat, () => _parts.Reactions.SetAsync(reactions, cancellationToken));

    public Task VoteAsync(OutgoingVote vote, CancellationToken cancellationToken) =>
        InChatAsync(vote.Chat, () => _parts.Voter.VoteAsync(vote, cancellationToken));

    public Task EndPollAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId poll, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Voter.EndAsync(chat, poll, cancellationToken));

    public Task<string?> PressAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId message, MessageChoice choice, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Buttons.PressAsync(chat, message, choice, cancellationToken));

    public Task<StickerPack?> ReadStickerPackAsync(string nameOrLink, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Stickers.ReadAsync(nameOrLink, cancellationToken));

    public Task<ChatKey> JoinAsync(string nameOrLink, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Joiner.JoinAsync(nameOrLink, cancellationToken));

    public Task SetTimerAsync(ChatKey chat, TimeSpan? timer, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Joiner.SetTimerAsync(chat, timer, cancellationToken));

    public IReadOnlyList<AccountCommand> Commands => TelegramCommands.All;

    public Task<RichText> RunAsync(CommandCall call, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Commands.RunAsync(call, cancellationToken));
}
