namespace Bridges.Core;

/// <summary>
/// Calls into a module that end for the caller when it waits no longer, even where the module never returns, or never gives
/// the thread back: others may need what the caller holds, a turn, a lane, an answer to the homeserver.
/// </summary>
internal static class ModuleCalls
{
    public static Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) =>
        Task.Run(call, cancellationToken).WaitAsync(cancellationToken);

    public static Task RunAsync(Func<Task> call, CancellationToken cancellationToken) =>
        Task.Run(call, cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Waits for so long at most. The module is not told: what takes longer goes on by itself.</summary>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public static Task<T> RunAsync<T>(Func<Task<T>> call, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        // The wait begins before the call, so that it holds from the first moment in which the module can be seen to hang.
        var calling = new Task<Task<T>>(call, TaskCreationOptions.DenyChildAttach);
        var answer = calling.Unwrap().WaitAsync(patience, time, cancellationToken);
        calling.Start(TaskScheduler.Default);
        return answer;
    }

    /// <inheritdoc cref="RunAsync{T}(Func{Task{T}}, TimeSpan, TimeProvider, CancellationToken)"/>
    public static Task RunAsync(Func<Task> call, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken = default) =>
        RunAsync(
            async () =>
            {
                await call();
                return true;
            },
            patience,
            time,
            cancellationToken);
}
