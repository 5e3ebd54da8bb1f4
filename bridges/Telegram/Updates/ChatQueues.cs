using Bridges.Abstractions;

namespace Bridges.Telegram.Updates;

/// <summary>
/// Hands events over: those of one chat one after the other, so that one which has to be tried again keeps its place; those of different chats
/// beside one another, so that no chat waits for another's commit. <see cref="PostAsync"/> is for one caller at a time.
/// </summary>
/// <param name="handAsync">Completes when the event is handed over for good. Where it throws, nothing more of that chat is handed over.</param>
/// <param name="most">How many events may be under way.</param>
internal sealed class ChatQueues(Func<RemoteEvent, CancellationToken, Task> handAsync, int most) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChatKey, (Task Last, int Count)> _chats = [];
    private readonly SemaphoreSlim _room = new(most);

    /// <summary>Completes when the next event may come.</summary>
    public async Task PostAsync(RemoteEvent remoteEvent, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        lock (_gate)
        {
            var (before, count) = _chats.GetValueOrDefault(remoteEvent.Chat, (Task.CompletedTask, 0));
            _chats[remoteEvent.Chat] = (HandAfterAsync(before, remoteEvent, cancellationToken), count + 1);
        }
    }

    /// <summary>Completes when nothing is under way any more.</summary>
    public async Task WhenIdleAsync()
    {
        Task[] last;
        lock (_gate)
        {
            last = [.. _chats.Values.Select(chat => chat.Last)];
        }

        await Task.WhenAll(last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _room.Dispose();

    private async Task HandAfterAsync(Task before, RemoteEvent remoteEvent, CancellationToken cancellationToken)
    {
        // Never within the lock: what is asked of the host runs on its way until it waits.
        await Task.Yield();
        try
        {
            await before;
            await handAsync(remoteEvent, cancellationToken);
        }
        finally
        {
            _room.Release();
        }

        Forget(remoteEvent.Chat);
    }

    private void Forget(ChatKey chat)
    {
        lock (_gate)
        {
            var (last, count) = _chats[chat];
            if (count == 1)
            {
                _chats.Remove(chat);
            }
            else
            {
                _chats[chat] = (last, count - 1);
            }
        }
    }
}
