using Bridges.Abstractions;
using Bridges.Telegram.Commands;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Outgoing;

namespace Bridges.Telegram.Accounts;

/// <summary>A person's account.</summary>
internal sealed class UserAccount(AccountParts parts)
    : TelegramAccount(parts), ISendsReadReceipts, ISendsPlayedReceipts, ISendsViewOnce, IReadsHistory, IChecksMessages, IListsChats, IStartsChats, IFindsDeliveries, IRecognizesDeliveries, IReacts, IVotesInPolls,
        IEndsPolls, IPressesChoices, IListsStickerPacks, IJoinsChats, ISetsTimers, ICreatesGroups, ISharesInviteLinks, IAnswersJoinRequests, IBlocksPeople, ISetsChatSettings, IDeletesChats, IOffersCommands
{
    private readonly AccountParts _parts = parts;

    /// <summary>Of what was said before a group became a supergroup Telegram does not ask any more.</summary>
    public Task MarkReadAsync(ChatKey chat, RemoteMessageId upTo, CancellationToken cancellationToken) => upTo.BeforeMove() is null
        ? TelegramErrors.TranslatedAsync(() => _parts.ReadMarker.MarkAsync(chat, upTo, cancellationToken))
        : Task.CompletedTask;

    public Task<IReadOnlyList<RemoteMessage>> ReadHistoryAsync(ChatKey chat, RemoteMessageId? after, int limit, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.History.ReadAsync(chat, after, limit, cancellationToken));

    public Task<IReadOnlySet<RemoteMessageId>> FindGoneAsync(ChatKey chat, IReadOnlyList<RemoteMessageId> messages, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Gone.FindAsync(chat, messages, cancellationToken));

    public Task<IReadOnlyList<ChatSummary>> ListChatsAsync(int limit, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.ChatLister.ListAsync(limit, cancellationToken));

    public Task<IReadOnlyList<UserDetails>> SearchAsync(string query, int limit, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.PeopleFinder.SearchAsync(query, limit, cancellationToken));

    public Task<UserDetails?> ResolveAsync(string identifier, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.PeopleFinder.ResolveAsync(identifier, cancellationToken));

    public Task<ChatKey> OpenDirectChatAsync(RemoteUserId user, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.PeopleFinder.OpenDirectChatAsync(user, cancellationToken));

    /// <summary>What was handed over before a group became a supergroup arrived there, if at all.</summary>
    public Task<DeliveryLookup> FindDeliveryAsync(OutgoingMessage message, DateTimeOffset handedOverAt, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(async () =>
        {
            var found = await _parts.DeliveryFinder.FindAsync(message, handedOverAt, cancellationToken);
            if (found is not DeliveryLookup.NotArrived || _parts.Moved.FormerOf(message.Chat) is not { } former)
            {
                return found;
            }

            return await _parts.DeliveryFinder.FindAsync(message with { Chat = former }, handedOverAt, cancellationToken) is var before && before is DeliveryLookup.Arrived { Message: var sent }
                ? new DeliveryLookup.Arrived(sent with { Ids = [.. sent.Ids.Select(id => RemoteMessageId.Former(former, id))] })
                : before;
        });

    public bool MayBe(OutgoingMessage sent, RemoteMessage told) => Resemblance.MayBe(sent, told);

    public IReadOnlyList<MediaKind> ViewOnceKinds(ChatKey chat) => MediaWriter.ViewOnceKinds(RemoteIds.Chat(chat.Chat), Self);

    public Task MarkPlayedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken) =>
        AtMessageAsync(chat, message, (found, id) => _parts.ReadMarker.OpenAsync(found, id, cancellationToken));

    public Task<ReactionRules> GetReactionRulesAsync(ChatKey chat, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Reactions.RulesAsync(chat, cancellationToken));

    public Task ReactAsync(OutgoingReactions reactions, CancellationToken cancellationToken) =>
        AtMessageAsync(reactions.Chat, reactions.Target, (chat, message) => _parts.Reactions.SetAsync(reactions with { Chat = chat, Target = message }, cancellationToken));

    public Task VoteAsync(OutgoingVote vote, CancellationToken cancellationToken) =>
        AtMessageAsync(vote.Chat, vote.Poll, (chat, poll) => _parts.Voter.VoteAsync(vote with { Chat = chat, Poll = poll }, cancellationToken));

    public Task EndPollAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId poll, CancellationToken cancellationToken) =>
        AtMessageAsync(chat, poll, (found, id) => _parts.Voter.EndAsync(found, id, cancellationToken));

    public Task<string?> PressAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId message, MessageChoice choice, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Buttons.PressAsync(chat, message, choice, cancellationToken));

    public Task<StickerPack?> ReadStickerPackAsync(string nameOrLink, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Stickers.ReadAsync(nameOrLink, cancellationToken));

    public Task<IReadOnlyList<StickerPackSummary>> ListStickerPacksAsync(CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Stickers.ListAsync(cancellationToken));

    public Task<ChatKey> JoinAsync(string nameOrLink, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Joiner.JoinAsync(nameOrLink, cancellationToken));

    public Task SetTimerAsync(ChatKey chat, TimeSpan? timer, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Joiner.SetTimerAsync(chat, timer, cancellationToken));

    public Task<ChatKey> CreateGroupAsync(string name, IReadOnlyList<RemoteUserId> members, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.GroupMaker.CreateAsync(name, members, cancellationToken));

    public Task<string> GetInviteLinkAsync(ChatKey chat, bool renew, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.GroupMaker.LinkAsync(chat, renew, cancellationToken));

    public Task AnswerJoinRequestAsync(ChatKey chat, RemoteUserId user, bool accept, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Requests.AnswerAsync(chat, user, accept, cancellationToken));

    public Task SetBlockedAsync(RemoteUserId user, bool isBlocked, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Blocker.SetAsync(user, isBlocked, cancellationToken));

    public Task SetChatSettingsAsync(RemoteChatSettings settings, CancellationToken cancellationToken) =>
        InChatAsync(settings.Chat, () => _parts.Settings.SetAsync(settings, cancellationToken));

    public bool CanDeleteForEveryone(ChatKey chat) => _parts.ChatDeleter.CanDeleteForEveryone(chat);

    public Task DeleteChatAsync(ChatKey chat, bool forEveryone, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.ChatDeleter.DeleteAsync(chat, forEveryone, cancellationToken));

    public IReadOnlyList<AccountCommand> Commands => TelegramCommands.All;

    public Task<RichText> RunAsync(CommandCall call, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Commands.RunAsync(call, cancellationToken));
}
