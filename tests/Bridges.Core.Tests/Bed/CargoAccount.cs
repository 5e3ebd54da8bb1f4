using System.Collections.Concurrent;
using System.Text;
using Bridges.Abstractions;

namespace Bridges.Core.Tests.Bed;

/// <summary>An account on a network that takes everything that a message can be.</summary>
internal sealed class CargoAccount(IAccount inner, ScriptedNetwork network) : PlainAccount(inner),
    IDeduplicatesDeliveries, IEditsMessages, IDeletesMessages, IFetchesMedia, IReacts, IVotesInPolls, IEndsPolls, IPinsMessages, IChecksPins, IHasLimits, ISendsReadReceipts, IPressesChoices, ILinksMessages, IReadsMessages, IListsStickerPacks, ISetsTimers, ISendsViewOnce,
    ISends<ImageContent>, ISends<VideoContent>, ISends<AnimationContent>, ISends<VoiceContent>, ISends<AudioContent>, ISends<FileContent>, ISends<StickerContent>,
    ISends<AlbumContent>, ISends<LocationContent>, ISends<LiveLocationContent>, ISends<PollContent>
{
    private readonly IAccount _inner = inner;

    /// <summary>The files of the network, by their keys.</summary>
    public ConcurrentDictionary<string, string> Files { get; } = new();

    /// <summary>How often each was fetched.</summary>
    public ConcurrentDictionary<string, int> Fetched { get; } = new();

    /// <summary>What a fetch waits for, or fails with.</summary>
    public Func<MediaFetch, IProgress<long>, Task> BeforeFetch { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Whether a fetch ends when it is told to.</summary>
    public bool HeedsCancellation { get; set; } = true;

    public ReactionRules Rules { get; set; } = new();

    /// <summary>What the network still knows of messages, by their ids.</summary>
    public ConcurrentDictionary<string, MessageContent> Old { get; } = new();

    /// <summary>What a question for one fails with.</summary>
    public BridgeException? ReadRefusal { get; set; }

    /// <summary>How many were asked for.</summary>
    public int Read { get; private set; }

    public Task<MessageContent?> ReadMessageAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken)
    {
        Read++;
        return ReadRefusal is null ? Task.FromResult(Old.GetValueOrDefault(message.Value)) : Task.FromException<MessageContent?>(ReadRefusal);
    }

    public MessageLimits Limits { get; set; } = new();

    public IReadOnlyList<MediaKind> OnceKinds { get; set; } = [MediaKind.Image, MediaKind.Video];

    /// <summary>What a vote fails with.</summary>
    public BridgeException? VoteRefusal { get; set; }

    /// <summary>What pins of which messages fail with.</summary>
    public ConcurrentDictionary<string, BridgeException> PinRefusals { get; } = new();

    /// <summary>The only pack that there is.</summary>
    public StickerPack? Pack { get; set; }

    public ConcurrentQueue<object> Done { get; } = new();

    /// <summary>A handle to a file whose bytes are these words.</summary>
    public MediaFile File(string key, string words, string? name = null)
    {
        Files[key] = words;
        return new MediaFile { Reference = new MediaReference(key, "token"), Name = name, Size = Encoding.UTF8.GetByteCount(words), ContentType = words.Split(' ')[0] };
    }

    public async Task FetchMediaAsync(MediaFetch fetch, IProgress<long> progress, CancellationToken cancellationToken)
    {
        Fetched.AddOrUpdate(fetch.Reference.Key, 1, (_, times) => times + 1);
        await BeforeFetch(fetch, progress).WaitAsync(HeedsCancellation ? cancellationToken : default);
        var words = Files[fetch.Reference.Key];
        await System.IO.File.WriteAllTextAsync(fetch.Path, words, HeedsCancellation ? cancellationToken : default);
        progress.Report(words.Length);
    }

    public Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken)
    {
        Done.Enqueue(edit);
        return ((IEditsMessages)_inner).EditAsync(edit, cancellationToken);
    }

    public Task DeleteAsync(OutgoingDeletion deletion, CancellationToken cancellationToken) => ((IDeletesMessages)_inner).DeleteAsync(deletion, cancellationToken);

    public Task MarkReadAsync(ChatKey chat, RemoteMessageId upTo, CancellationToken cancellationToken) => ((ISendsReadReceipts)_inner).MarkReadAsync(chat, upTo, cancellationToken);

    public Task<ReactionRules> GetReactionRulesAsync(ChatKey chat, CancellationToken cancellationToken) => Task.FromResult(Rules);

    public Task ReactAsync(OutgoingReactions reactions, CancellationToken cancellationToken) => DoAsync("react", reactions.Chat, string.Join(' ', reactions.Reactions.Select(reaction => reaction.Key)), reactions.Target);

    public Task VoteAsync(OutgoingVote vote, CancellationToken cancellationToken) =>
        VoteRefusal is { } refusal ? throw refusal : DoAsync("vote", vote.Chat, string.Join(' ', vote.Options), vote.Poll);

    public Task EndPollAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId poll, CancellationToken cancellationToken) => DoAsync("end poll", chat, "", poll);

    /// <summary>What the network answers when it is asked; it cannot be asked of others.</summary>
    public ConcurrentDictionary<string, bool> PinnedNow { get; } = new();

    public Task<bool> IsPinnedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken) =>
        PinnedNow.TryGetValue(message.Value, out var isPinned) ? Task.FromResult(isPinned) : throw BridgeException.Transient("Nobody answers.");

    /// <summary>Whatever becomes of it.</summary>
    public Action PinTried { get; set; } = static () => { };

    public Task PinAsync(OutgoingPin pin, CancellationToken cancellationToken)
    {
        PinTried();
        return PinRefusals.TryGetValue(pin.Message.Value, out var refusal) ? throw refusal : DoAsync(pin.IsPinned ? "pin" : "unpin", pin.Chat, "", pin.Message);
    }

    public async Task<string?> PressAsync(DeliveryId delivery, ChatKey chat, RemoteMessageId message, MessageChoice choice, CancellationToken cancellationToken)
    {
        await DoAsync("press", chat, choice.Id, message);
        return $"You pressed {choice.Label}.";
    }

    public Task<StickerPack?> ReadStickerPackAsync(string nameOrLink, CancellationToken cancellationToken) => Task.FromResult(Pack?.Id == nameOrLink ? Pack : null);

    public Task<IReadOnlyList<StickerPackSummary>> ListStickerPacksAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StickerPackSummary>>(Pack is { } pack ? [new StickerPackSummary(pack.Id, pack.Title, pack.IsCustomEmoji)] : []);

    public Task SetTimerAsync(ChatKey chat, TimeSpan? timer, CancellationToken cancellationToken) => DoAsync("timer", chat, $"{timer}", default);

    public MessageAddress? ReadLink(string url) =>
        url.StartsWith("https://test.example/m/", StringComparison.Ordinal) ? new MessageAddress(CargoBridge.Chat, new(url["https://test.example/m/".Length..])) : null;

    public string? LinkTo(MessageAddress message) => $"https://test.example/m/{message.Message}";

    public MessageLimits GetLimits(ChatKey chat) => Limits;

    public IReadOnlyList<MediaKind> ViewOnceKinds(ChatKey chat) => OnceKinds;

    private Task DoAsync(string what, ChatKey chat, string text, RemoteMessageId target)
    {
        network.Did.Add(new Deed(what, chat, text, target.Value));
        return Task.CompletedTask;
    }
}
