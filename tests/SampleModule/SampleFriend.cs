using System.Collections.Concurrent;
using System.Threading.Channels;
using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>
/// The people on the other side: they keep what they are sent, and what they say is told to the host until it has it.
/// </summary>
internal sealed class SampleFriend : IAsyncDisposable
{
    private const int Remembered = 1_000;
    private const int FilesKept = 5;
    private const int LargestKept = 1_000_000;

    private readonly Channel<RemoteEvent> _said = Channel.CreateBounded<RemoteEvent>(Remembered);
    private readonly ConcurrentQueue<(RemoteMessageId Id, MessageContent Content)> _received = [];
    private readonly ConcurrentQueue<(RemoteMessageId Message, byte[] Bytes)> _files = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly IAccountHost _host;
    private readonly TimeProvider _time;
    private readonly Task _telling;
    private int _lastId;

    public SampleFriend(IAccountHost host, TimeProvider time)
    {
        (_host, _time) = (host, time);
        _telling = TellAsync();
    }

    /// <summary>The newest thousand, with the bytes of the newest files.</summary>
    public IReadOnlyList<(RemoteMessageId Id, MessageContent Content, byte[]? File)> Received =>
        [.. _received.Select(message => (message.Id, message.Content, _files.FirstOrDefault(file => file.Message == message.Id).Bytes))];

    public ValueTask SayAsync(ChatKey chat, MessageContent content) => _stopping.IsCancellationRequested
        ? ValueTask.CompletedTask
        : _said.Writer.WriteAsync(SampleChats.Message(chat, $"friend-{Interlocked.Increment(ref _lastId)}", content, _time.GetUtcNow()));

    public async Task TakeAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var path = (message.Content as MediaContent)?.File.Path;
        if (message.Content is UnsupportedContent || (message.Content is MediaContent && !File.Exists(path)))
        {
            throw BridgeException.Permanent("The sample network does not take this.");
        }

        var id = new RemoteMessageId($"out-{message.Delivery}");
        if (path is not null && new FileInfo(path).Length <= LargestKept)
        {
            Keep(_files, (id, await File.ReadAllBytesAsync(path, cancellationToken)), FilesKept);
        }

        Keep(_received, (id, message.Content), Remembered);
    }

    public bool Edit(RemoteMessageId target, MessageContent content)
    {
        if (_received.All(message => message.Id != target))
        {
            return false;
        }

        Replace(message => message.Id == target ? (target, content) : message);
        return true;
    }

    public void Delete(IReadOnlyList<RemoteMessageId> targets) => Replace(message => targets.Contains(message.Id) ? null : message);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static void Keep<T>(ConcurrentQueue<T> queue, T newest, int most)
    {
        queue.Enqueue(newest);
        while (queue.Count > most)
        {
            queue.TryDequeue(out _);
        }
    }

    private void Replace(Func<(RemoteMessageId Id, MessageContent), (RemoteMessageId, MessageContent)?> change)
    {
        for (var count = _received.Count; count > 0 && _received.TryDequeue(out var message); count--)
        {
            if (change(message) is { } kept)
            {
                _received.Enqueue(kept);
            }
        }
    }

    /// <summary>What the host could not keep is told again: it is not acknowledged to the network before.</summary>
    private async Task TellAsync()
    {
        await foreach (var told in _said.Reader.ReadAllAsync(_stopping.Token))
        {
            while (true)
            {
                try
                {
                    await _host.ReceiveAsync(told, _stopping.Token);
                    break;
                }
                catch (BridgeException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), _time, _stopping.Token);
                }
            }
        }
    }
}
