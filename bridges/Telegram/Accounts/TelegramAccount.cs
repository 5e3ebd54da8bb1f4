using Bridges.Abstractions;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Links;
using Bridges.Telegram.Outgoing;

namespace Bridges.Telegram.Accounts;

/// <summary>What users' and bots' accounts have in common. Each ability is the work of a part; here TDLib's refusals become words.</summary>
internal abstract class TelegramAccount
    : IAccount, IEditsMessages, IDeletesMessages, ISendsTyping, IFetchesAvatars, IFetchesMedia, IHasLimits, ILinksMessages, IReadsMessages, IPinsMessages, IChecksPins, ILeavesChats, IChangesChats, IManagesMembers, IProbesConnection,
        ISends<ImageContent>, ISends<VideoContent>, ISends<AnimationContent>, ISends<RoundVideoContent>, ISends<VoiceContent>, ISends<AudioContent>,
        ISends<FileContent>, ISends<StickerContent>, ISends<AlbumContent>, ISends<LocationContent>, ISends<LiveLocationContent>, ISends<ContactsContent>,
        ISends<PollContent>
{
    private readonly AccountParts _parts;

    protected TelegramAccount(AccountParts parts) => _parts = parts;

    public AccountId Id => _parts.Id;

    public RemoteUserId Self => new(_parts.Id.Value);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _parts.Folders.Claim(_parts.Secret.Folder, Id.Value);
        _parts.Forwarder.Start();
        _parts.Session.Start(_parts.Intake);
        return Task.CompletedTask;
    }

    public async Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await InChatAsync(message.Chat, () => _parts.Sender.SendAsync(message, cancellationToken));
        }
        catch (BridgeException refusal) when (MovedGroups.IsPossible(message.Chat, refusal))
        {
            if (!await _parts.Moved.TellAsync(message.Chat, refusal, cancellationToken))
            {
                throw;
            }

            throw BridgeException.Transient("This Telegram group has just become a supergroup; what is said goes on there.", inner: refusal);
        }
    }

    public Task FetchMediaAsync(MediaFetch fetch, IProgress<long> progress, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Media.FetchAsync(Located(fetch), progress, cancellationToken));

    public MessageLimits GetLimits(ChatKey chat) => Limits.Of(_parts.Options, _parts.Session.State);

    public MessageAddress? ReadLink(string url) =>
        _parts.Session.State is { } state && MessageLinks.Read(url, state) is var (chat, message) ? new MessageAddress(RemoteIds.Chat(chat, Id), message) : null;

    public string? LinkTo(MessageAddress message) =>
        _parts.Session.State is { } state ? MessageLinks.To(RemoteIds.Chat(message.Chat.Chat), message.Message, state) : null;

    public Task<MessageContent?> ReadMessageAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken)
    {
        var located = FormerMessages.Locate(chat, message, Id);
        return TelegramErrors.TranslatedAsync(() => _parts.Single.ReadAsync(located.Chat, located.Message, cancellationToken));
    }

    public Task PinAsync(OutgoingPin pin, CancellationToken cancellationToken) =>
        AtMessageAsync(pin.Chat, pin.Message, (chat, message) => _parts.Pinner.PinAsync(pin with { Chat = chat, Message = message }, cancellationToken));

    public Task<bool> IsPinnedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken)
    {
        var located = FormerMessages.Locate(chat, message, Id);
        return TelegramErrors.TranslatedAsync(() => _parts.Pinner.IsPinnedAsync(RemoteIds.Chat(located.Chat.Chat), RemoteIds.Message(located.Message), cancellationToken));
    }

    public Task SetNameAsync(ChatKey chat, string name, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Groups.SetNameAsync(chat, name, cancellationToken));

    public Task SetTopicAsync(ChatKey chat, string topic, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Groups.SetTopicAsync(chat, topic, cancellationToken));

    public Task SetPictureAsync(ChatKey chat, MediaFile? picture, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Groups.SetPictureAsync(chat, picture, cancellationToken));

    public Task AddMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Members.AddAsync(chat, user, cancellationToken));

    public Task RemoveMemberAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Members.RemoveAsync(chat, user, ban, cancellationToken));

    public Task UnbanMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Members.UnbanAsync(chat, user, cancellationToken));

    public Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken) =>
        InChatAsync(chat, () => _parts.Members.SetRoleAsync(chat, user, role, cancellationToken));

    public Task LeaveAsync(ChatKey chat, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Joiner.LeaveAsync(chat, cancellationToken));

    public Task<ChatDetails> GetChatAsync(ChatKey chat, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.ChatReader.ReadAsync(chat, cancellationToken));

    public Task<UserDetails> GetUserAsync(RemoteUserId user, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.UserReader.ReadAsync(user, cancellationToken));

    public Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken)
    {
        var (chat, targets) = FormerMessages.Locate(edit.Chat, edit.Targets, Id);
        return InChatAsync(chat, () => _parts.Editor.EditAsync(edit with { Chat = chat, Targets = targets }, cancellationToken));
    }

    public Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken)
    {
        var (chat, targets) = FormerMessages.Locate(deletion.Chat, deletion.Targets, Id);
        return InChatAsync(chat, () => _parts.Deleter.DeleteAsync(deletion with { Chat = chat, Targets = targets }, cancellationToken));
    }

    public Task SendTypingAsync(ChatKey chat, bool isTyping, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Typing.SendAsync(chat, isTyping, cancellationToken));

    public Task<AvatarFile?> FetchAvatarAsync(AvatarReference avatar, CancellationToken cancellationToken) =>
        TelegramErrors.TranslatedAsync(() => _parts.Avatars.FetchAsync(avatar, cancellationToken));

    public Task ProbeAsync(CancellationToken cancellationToken) => _parts.Probe.ProbeAsync(cancellationToken);

    public Task ReconnectAsync(CancellationToken cancellationToken) => _parts.Probe.ReconnectAsync(cancellationToken);

    public async Task LogoutAsync(CancellationToken cancellationToken)
    {
        // Telegram may be out of reach just now, and nobody asks a second time.
        _parts.Folders.MarkForErasure(_parts.Secret.Folder);
        await TelegramErrors.TranslatedAsync(() => _parts.Session.LogOutAsync(cancellationToken));
        _parts.Folders.Erase(_parts.Secret.Folder);
    }

    /// <summary>Something is done in a chat; where that is refused because the chat is closed to the account, why it is.</summary>
    protected Task<T> InChatAsync<T>(ChatKey chat, Func<Task<T>> action) =>
        TelegramErrors.TranslatedAsync(action, () => ClosedChats.Why(chat, _parts.Session.State));

    /// <inheritdoc cref="InChatAsync{T}"/>
    protected Task InChatAsync(ChatKey chat, Func<Task> action) =>
        TelegramErrors.TranslatedAsync(action, () => ClosedChats.Why(chat, _parts.Session.State));

    /// <summary>Something is done to a message, which may have been said before its group became a supergroup.</summary>
    protected Task AtMessageAsync(ChatKey chat, RemoteMessageId message, Func<ChatKey, RemoteMessageId, Task> action)
    {
        var located = FormerMessages.Locate(chat, message, Id);
        return InChatAsync(located.Chat, () => action(located.Chat, located.Message));
    }

    private MediaFetch Located(MediaFetch fetch)
    {
        if (fetch.Message is not { } message)
        {
            return fetch;
        }

        var located = FormerMessages.Locate(fetch.Chat, message, Id);
        return fetch with { Chat = located.Chat, Message = located.Message };
    }

    public async ValueTask DisposeAsync()
    {
        await _parts.Forwarder.FlushAsync();
        await _parts.Session.DisposeAsync();
        await _parts.Forwarder.DisposeAsync();
    }
}
