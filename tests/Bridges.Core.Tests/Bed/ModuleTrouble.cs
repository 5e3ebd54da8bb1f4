using System.Collections.Concurrent;

namespace Bridges.Core.Tests.Bed;

/// <summary>What a scripted module does instead of its work: it throws, never returns, or never gives the thread back.</summary>
internal sealed class ModuleTrouble : IDisposable
{
    private readonly ConcurrentDictionary<ModuleCall, (string? Chat, Func<Task> Strike)> _troubles = new();
    private readonly ConcurrentDictionary<ModuleCall, int> _counts = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="chat">The only chat that is struck; all where it is null.</param>
    public void Throws(ModuleCall at, Func<Exception> what, string? chat = null) => _troubles[at] = (chat, () => throw what());

    /// <summary>Returns a task that does not complete and heeds no cancellation.</summary>
    /// <returns>Completes once so many calls hang.</returns>
    public Task Hangs(ModuleCall at, string? chat = null, int calls = 1) => Strikes(at, chat, () => _released.Task, calls);

    /// <summary>Does not even return a task.</summary>
    /// <returns>Completes once a call blocks its thread.</returns>
    public Task Blocks(ModuleCall at, string? chat = null) => Strikes(at, chat, () =>
    {
        _released.Task.GetAwaiter().GetResult();
        return Task.CompletedTask;
    });

    /// <summary>For the calls to come; what hangs already goes on hanging.</summary>
    public void Ends() => _troubles.Clear();

    /// <summary>What a scripted module awaits before its work.</summary>
    public Task At(ModuleCall call, string? chat = null)
    {
        _counts.AddOrUpdate(call, 1, (_, count) => count + 1);
        return Strike(call, chat);
    }

    /// <summary>How often something was called.</summary>
    public int Count(ModuleCall call) => _counts.GetValueOrDefault(call);

    private Task Strike(ModuleCall call, string? chat) =>
        _troubles.TryGetValue(call, out var trouble) && (trouble.Chat is null || trouble.Chat == chat) ? trouble.Strike() : Task.CompletedTask;

    /// <summary>Lets go of everything that hangs.</summary>
    public void Dispose()
    {
        Ends();
        _released.TrySetResult();
    }

    private Task Strikes(ModuleCall at, string? chat, Func<Task> strike, int calls = 1)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _troubles[at] = (chat, () =>
        {
            if (Interlocked.Decrement(ref calls) == 0)
            {
                reached.SetResult();
            }

            return strike();
        });
        return reached.Task.WaitAsync(TestBridge.Patience);
    }
}
