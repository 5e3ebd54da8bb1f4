using System.Collections.Concurrent;

namespace Bridges.TestBeds.Stub;

/// <summary>The stub's media: what was uploaded, under which address.</summary>
internal sealed class StubMedia(StubOptions options)
{
    private readonly ConcurrentDictionary<string, (ReadOnlyMemory<byte> Data, string ContentType)> _files = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>Returns the <c>mxc:</c> address.</summary>
    public string Add(ReadOnlyMemory<byte> data, string contentType)
    {
        var id = NewId();
        Fill(id, data, contentType);
        return Address(id);
    }

    public string Reserve() => Address(NewId());

    public void Fill(string id, ReadOnlyMemory<byte> data, string contentType) => _files[id] = (data, contentType);

    public (ReadOnlyMemory<byte> Data, string ContentType)? Find(string id) => _files.TryGetValue(id, out var file) ? file : null;

    private string NewId() => $"media{Interlocked.Increment(ref _last)}";

    private string Address(string id) => $"mxc://{options.ServerName}/{id}";
}
