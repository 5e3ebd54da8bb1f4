using Microsoft.Extensions.Caching.Memory;

namespace Bridges.Core.Caching;

/// <summary>Remembers the most recently used entries; quiet chats and people cost no memory for ever.</summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity) : IDisposable
    where TKey : notnull
{
    private readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = capacity, CompactionPercentage = 0.1 });
    private readonly Lock _gate = new();
    private long _changes;

    /// <summary>To be asked for before a read whose answer is to be kept (<see cref="Keep"/>).</summary>
    public long Changes => Interlocked.Read(ref _changes);

    public bool TryGet(TKey key, out TValue? value) => _entries.TryGetValue(key, out value);

    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            _changes++;
            Put(key, value);
        }
    }

    /// <summary>Keeps what was read, unless something was set or removed since: the answer may be older than that.</summary>
    /// <param name="changes">The <see cref="Changes"/> from before the read.</param>
    public void Keep(long changes, TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_changes == changes)
            {
                Put(key, value);
            }
        }
    }

    public void Remove(TKey key)
    {
        lock (_gate)
        {
            _changes++;
            _entries.Remove(key);
        }
    }

    public void Dispose() => _entries.Dispose();

    private void Put(TKey key, TValue value) => _entries.Set(key, value, new MemoryCacheEntryOptions { Size = 1 });
}
