using System.Collections.Concurrent;
using System.Threading.Channels;
using Bridges.Abstractions;

namespace MyNetwork.Echo;

/// <summary>Repeats what it hears. Stands where your network's library will stand.</summary>
internal sealed class EchoFriend : IAsyncDisposable
{
    private readonly Channel<RemoteMessage> _said = Channel.CreateBounded<RemoteMessage>(100);
    private readonly ConcurrentQueue<string> _heard = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly IAccountHost _host;
    private readonly TimeProvider _time;
    private readonly Task _telling;
    private int _lastId;

    public EchoFriend(IAccountHost host, TimeProvider time)
    {
        (_host, _time) = (host, time);
        _telling = TellAsync();
    }

    public static RemoteUserId Id { get; } = new("echo");

    public IReadOnlyList<string> Heard => [.. _heard];

    public static ChatKey ChatWith(AccountId account) => new(new RemoteChatId("echo"), account);

    public ValueTask HearAsync(ChatKey chat, RichText text)
    {
        _heard.Enqueue(text.Text);
        return SayAsync(chat, text);
    }

    public ValueTask SayAsync(ChatKey chat, RichText text) => _stopping.IsCancellationRequested
        ? ValueTask.CompletedTask
        : _said.Writer.WriteAsync(new RemoteMessage
        {
            Chat = chat,
            Id = new RemoteMessageId($"in-{Interlocked.Increment(ref _lastId)}"),
            Sender = Id,
            Timestamp = _time.GetUtcNow(),
            Parts = [new MessagePart("", new TextContent(text))],
        });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    /// <summary>An event counts as told when the host has it on disk; what it could not keep is told again.</summary>
    private async Task TellAsync()
    {
        await foreach (var message in _said.Reader.ReadAllAsync(_stopping.Token))
        {
            for (var kept = false; !kept;)
            {
                try
                {
                    await _host.ReceiveAsync(message, _stopping.Token);
                    kept = true;
                }
                catch (BridgeException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), _time, _stopping.Token);
                }
            }
        }
    }
}
