using System.Collections.Immutable;

namespace Bridges.ModuleKit;

/// <summary>What was told so far, in order, and the wait for more.</summary>
public sealed class Recorder<T>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Lock _gate = new();
    private ImmutableList<T> _items = [];
    private TaskCompletionSource _more = NewSignal();

    public ImmutableList<T> All
    {
        get
        {
            lock (_gate)
            {
                return _items;
            }
        }
    }

    public void Add(T item)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            _items = _items.Add(item);
            (told, _more) = (_more, NewSignal());
        }

        told.SetResult();
    }

    /// <summary>The first that fits, told already or yet to come.</summary>
    public Task<T> FirstAsync(Func<T, bool> fits) => FirstAsync<T>(fits);

    /// <summary>The first of its kind that fits.</summary>
    public async Task<TKind> FirstAsync<TKind>(Func<TKind, bool>? fits = null)
        where TKind : T
    {
        var items = await UntilAsync(
            items => items.OfType<TKind>().Any(item => fits?.Invoke(item) ?? true), $"a {typeof(TKind).Name}");
        return items.OfType<TKind>().First(item => fits?.Invoke(item) ?? true);
    }

    /// <summary>All that was told, as soon as it is enough.</summary>
    public async Task<ImmutableList<T>> UntilAsync(Func<ImmutableList<T>, bool> isEnough, string awaited)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            ImmutableList<T> items;
            Task more;
            lock (_gate)
            {
                (items, more) = (_items, _more.Task);
            }

            if (isEnough(items))
            {
                return items;
            }

            try
            {
                await more.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException exception)
            {
                throw new TimeoutException($"No such thing as {awaited} among: {string.Join("; ", All)}", exception);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
