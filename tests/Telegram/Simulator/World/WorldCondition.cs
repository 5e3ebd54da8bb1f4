namespace Bridges.Telegram.Simulator.World;

/// <summary>A condition that a probe decides: met by its first value that is not null, or by its exception.</summary>
internal sealed class WorldCondition<T>(Func<T?> probe) : IWorldCondition
    where T : class
{
    private readonly TaskCompletionSource<T> met = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Met => met.Task;

    public bool IsMet()
    {
        try
        {
            if (probe() is not { } value)
            {
                return false;
            }

            met.TrySetResult(value);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            met.TrySetException(exception);
        }

        return true;
    }
}
