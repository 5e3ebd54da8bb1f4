using Bridges.Core.Caching;

namespace Bridges.Core.Tests.Caching;

public sealed class BoundedCacheTests : IDisposable
{
    private readonly BoundedCache<string, int> _cache = new(10);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void What_was_read_is_kept()
    {
        _cache.Keep(_cache.Changes, "a", 1);

        Assert.True(_cache.TryGet("a", out var value));
        Assert.Equal(1, value);
    }

    [Fact]
    public void What_was_read_before_a_change_does_not_replace_it()
    {
        var changes = _cache.Changes;
        _cache.Set("a", 2);
        _cache.Keep(changes, "a", 1);

        Assert.True(_cache.TryGet("a", out var value));
        Assert.Equal(2, value);
    }

    [Fact]
    public void What_was_read_before_it_was_forgotten_does_not_come_back()
    {
        var changes = _cache.Changes;
        _cache.Remove("a");
        _cache.Keep(changes, "a", 1);

        Assert.False(_cache.TryGet("a", out _));
    }
}
