namespace Bridges.Storage;

/// <summary>Statements of one caller on their way into a commit.</summary>
/// <param name="prepare">Makes the statements; called once, on the writing loop, in the order of commits.</param>
internal sealed class PendingWrite(Func<IReadOnlyList<Statement>> prepare)
{
    private readonly TaskCompletionSource<int[]> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<Statement> Statements => field ??= prepare();

    /// <summary>
    /// It makes no commit of its own for a moment: nobody is held up by it, and the next commit may take it along. What is lost with it
    /// by a crash is done again.
    /// </summary>
    public bool CanWait { get; init; }

    /// <summary>Called on the writing loop right after the commit, in the order of commits, with the numbers of changed rows.</summary>
    public Action<int[]>? Committed { get; init; }

    /// <summary>Called on the writing loop, at once, when it cannot be told whether the statements were carried out.</summary>
    public Action? Doubted { get; init; }

    public Task<int[]> Completion => _completion.Task;

    public void Succeed(int[] counts) => _completion.SetResult(counts);

    public void Fail(StorageException failure) => _completion.SetException(failure);
}
