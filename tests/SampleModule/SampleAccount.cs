using System.Collections.Concurrent;
using Bridges.Abstractions;
using Polly;

namespace Bridges.SampleModule;

/// <summary>
/// An account whose chats are named <c>chat-1</c> to <c>chat-n</c>, each with one other person, <c>friend-n</c>. Message
/// ids are the same in every run, as a network's would be. Each of its abilities is in a file of its own, in the fewest
/// lines that show it.
/// </summary>
internal sealed partial class SampleAccount(
    StoredAccount account, IAccountHost host, SampleOptions options, SampleTrouble trouble, SampleWishes wishes, ResiliencePipeline patience, TimeProvider timeProvider)
    : IAccount, IListsChats, IStartsChats, IDeduplicatesDeliveries, ISendsTyping, ISendsReadReceipts
{
    private readonly ConcurrentDictionary<DeliveryId, SentMessage> _delivered = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ObedientFriends _friends = new(host);
    private readonly SampleFriend _friend = new(host, timeProvider);
    private Task _arrivals = Task.CompletedTask;
    private int _told;

    public AccountId Id => account.Id;

    public RemoteUserId Self { get; } = new($"self-{account.Id}");

    /// <summary>The other side, for tests.</summary>
    internal SampleFriend Friend => _friend;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        trouble.At(SampleFault.AccountStart);
        host.ReportState(AccountState.Connected);
        var chats = Enumerable.Range(1, options.Chats).Select(ReceiveAsync).ToList();
        _arrivals = Task.WhenAll(chats);
        return Task.CompletedTask;
    }

    public async Task<SentMessage> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        trouble.At(SampleFault.Send);
        cancellationToken.ThrowIfCancellationRequested();
        SampleChats.Check(message.Chat);
        if (options.Latency > TimeSpan.Zero)
        {
            await patience.ExecuteAsync(async token => await Task.Delay(options.Latency, timeProvider, token), cancellationToken);
        }

        if (!_delivered.TryGetValue(message.Delivery, out var sent))
        {
            await _friend.TakeAsync(message, cancellationToken);
            sent = _delivered.GetOrAdd(message.Delivery, _ => Sent(message));
        }

        if (options.Echo)
        {
            await host.ReceiveAsync(Arrived(message.Chat, $"echo-{message.Delivery}", message.Content), cancellationToken);
        }

        if (options.Obeys)
        {
            _friends.Obey(message, _stopping.Token);
        }

        return sent;
    }

    public Task SendTypingAsync(ChatKey chat, bool isTyping, CancellationToken cancellationToken) =>
        TellAsync(chat, isTyping ? "you type" : "you stopped typing", cancellationToken);

    public Task MarkReadAsync(ChatKey chat, RemoteMessageId upTo, CancellationToken cancellationToken) =>
        TellAsync(chat, $"you read {upTo}", cancellationToken);

    public Task<UserDetails> GetUserAsync(RemoteUserId user, CancellationToken cancellationToken) => Task.FromResult(DetailsOf(user));

    public Task<IReadOnlyList<ChatSummary>> ListChatsAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ChatSummary>>(
            [.. Enumerable.Range(1, Math.Min(limit, options.Chats)).Select(number => new ChatSummary(KeyOf(number), Name: null, LastMessage: null, LastActivity: null))]);

    public Task<IReadOnlyList<UserDetails>> SearchAsync(string query, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<UserDetails>>([]);

    public Task<UserDetails?> ResolveAsync(string identifier, CancellationToken cancellationToken) =>
        Task.FromResult(identifier.StartsWith(SampleChats.FriendPrefix, StringComparison.Ordinal) ? DetailsOf(new RemoteUserId(identifier)) : null);

    public Task<ChatKey> OpenDirectChatAsync(RemoteUserId user, CancellationToken cancellationToken) =>
        Task.FromResult(SampleChats.With(user, Id));

    public Task LogoutAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _arrivals.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _friends.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _friend.DisposeAsync();
        _stopping.Dispose();
    }

    private SentMessage Sent(OutgoingMessage message) => new([new RemoteMessageId($"out-{message.Delivery}")], timeProvider.GetUtcNow())
    {
        PollOptions = message.Content is PollContent poll ? [.. Enumerable.Range(0, poll.Options.Count).Select(number => $"{number}")] : [],
    };

    private async Task ReceiveAsync(int chat)
    {
        await Task.Yield();
        for (var number = 1; number <= options.MessagesInEach; number++)
        {
            await host.ReceiveAsync(Arrived(KeyOf(chat), $"in-{number}", new TextContent(RichText.Plain($"message {number}"))), _stopping.Token);
        }
    }

    /// <summary>The other person says in the chat what they saw, where the options want it.</summary>
    private async Task TellAsync(ChatKey chat, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (options.Tells)
        {
            await host.ReceiveAsync(Arrived(chat, $"told-{Interlocked.Increment(ref _told)}", new TextContent(RichText.Plain(what))), cancellationToken);
        }
    }

    private RemoteMessage Arrived(ChatKey chat, string id, MessageContent content) =>
        SampleChats.Message(chat, id, content, timeProvider.GetUtcNow());

    private ChatKey KeyOf(int number) => SampleChats.Key(number, Id);

    private static UserDetails DetailsOf(RemoteUserId user) => new() { Id = user, Name = user.Value };
}
