using Microsoft.Extensions.Caching.Memory;

namespace Bridges.Core.Caching;

/// <summary>Remembers the most recently used entries; quiet chats and people cost no memory for ever.</summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity) : IDisposable
    where TKey : notnull
{
    private readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = capacity, CompactionPercentage = 0.1 });

    public bool TryGet(TKey key, out TValue? value) => _entries.TryGetValue(key, out value);

    public void Set(TKey key, TValue value) => _entries.Set(key, value, new MemoryCacheEntryOptions { Size = 1 });

    public void Remove(TKey key) => _entries.Remove(key);

    public void Dispose() => _entries.Dispose();
}
