using System.Collections.Immutable;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Tests.Beds;

/// <summary>What was told so far, in order, and the wait for more.</summary>
internal sealed class Recorder<T>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Observed<ImmutableList<T>> _items = new([]);

    public ImmutableList<T> All => _items.Value;

    public void Add(T item)
    {
        lock (_gate)
        {
            _items.Set(_items.Value.Add(item));
        }
    }

    /// <summary>The first that fits, told already or yet to come.</summary>
    public Task<T> FirstAsync(Func<T, bool> fits) => FirstAsync<T>(fits);

    /// <summary>The first of its kind that fits.</summary>
    public async Task<TKind> FirstAsync<TKind>(Func<TKind, bool>? fits = null)
        where TKind : T
    {
        bool Fits(TKind item) => fits?.Invoke(item) ?? true;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var items = await _items.WaitAsync(items => items.OfType<TKind>().Any(Fits), patience.Token);
            return items.OfType<TKind>().First(Fits);
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"No such {typeof(TKind).Name} among: {string.Join("; ", All)}", exception);
        }
    }
}
