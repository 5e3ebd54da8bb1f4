using Bridges.TestBeds.Stub;

namespace Bridges.Benchmarks;

/// <summary>What the bot says: waited for by words in it.</summary>
internal sealed class BotAnswers
{
    private volatile Awaited? _awaited;

    public Task<string> NextAsync(string words)
    {
        var awaited = new Awaited(words, new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        _awaited = awaited;
        return awaited.Said.Task;
    }

    public void Take(SentEvent sent)
    {
        if (_awaited is { } awaited && sent.Type == "m.room.message" && sent.Body?.Contains(awaited.Words, StringComparison.OrdinalIgnoreCase) == true)
        {
            awaited.Said.TrySetResult(sent.Body);
        }
    }

    private sealed record Awaited(string Words, TaskCompletionSource<string> Said);
}
