namespace Bridges.Core.Accounts;

/// <summary>
/// Lets calls begin their work in the order in which they came, though each waits for something first. That the work of one
/// is not done keeps the next from nothing.
/// </summary>
internal sealed class CallOrder
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <param name="wait">What each call waits for by itself.</param>
    /// <param name="work">What is begun in order; the task is that of the whole call.</param>
    public async Task RunAsync(Func<Task> wait, Func<Task> work)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_lock)
        {
            before = _last;
            _last = begun.Task;
        }

        Task working;
        try
        {
            await wait();
            await before;
            working = work();
        }
        catch
        {
            // Those behind still wait for those in front.
            _ = before.ContinueWith(_ => begun.TrySetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }

        begun.TrySetResult();
        await working;
    }
}
