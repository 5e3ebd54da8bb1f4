namespace Bridges.Core;

/// <summary>
/// Calls into a module while something is held that others need: a turn, a lane, an answer to the homeserver. It is given
/// back when the caller waits no longer, even where the module never returns, or never gives the thread back.
/// </summary>
internal static class ModuleCalls
{
    public static Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) =>
        Task.Run(call, cancellationToken).WaitAsync(cancellationToken);

    public static Task RunAsync(Func<Task> call, CancellationToken cancellationToken) =>
        Task.Run(call, cancellationToken).WaitAsync(cancellationToken);
}
