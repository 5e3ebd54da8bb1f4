using System.Collections.Concurrent;

namespace Bridges.TestBeds.Stub;

/// <summary>The stub's media store.</summary>
public sealed class StubMedia(StubOptions options)
{
    private readonly ConcurrentDictionary<string, StubFile?> _files = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>What is kept, by address; null: reserved, and nothing there yet.</summary>
    public IReadOnlyDictionary<string, StubFile?> Files => _files;

    /// <summary>The largest upload, in bytes. Default: 100 MB.</summary>
    public long UploadLimit { get; set; } = 100_000_000;

    /// <summary>Whether addresses can be reserved (MSC2246). Default: no.</summary>
    public bool CanReserve { get; set; }

    /// <summary>Keeps a file.</summary>
    /// <returns>Its address.</returns>
    public string Add(ReadOnlyMemory<byte> bytes, string contentType) => Add(new StubFile(bytes, contentType));

    /// <inheritdoc cref="Add(ReadOnlyMemory{byte}, string)" />
    public string Add(StubFile file)
    {
        var address = NewAddress();
        _files[address] = file;
        return address;
    }

    internal StubAnswer? Answer(StubRequest request) => (request.Method, request.Parts) switch
    {
        ("GET", ["media", "config"]) => StubAnswer.Json(new Dictionary<string, long> { ["m.upload.size"] = UploadLimit }),
        ("POST", ["media", "create"]) when CanReserve => Reserve(),
        ("POST", ["media", "upload"]) => StubAnswer.Json(new { content_uri = Add(request.Body, request.ContentType) }),
        ("PUT", ["media", "upload", var server, var media]) => Fill($"mxc://{server}/{media}", request),
        ("GET", ["media", "download", var server, var media]) => Find($"mxc://{server}/{media}"),
        _ => null,
    };

    private StubAnswer Reserve()
    {
        var address = NewAddress();
        _files[address] = null;
        return StubAnswer.Json(new { content_uri = address, unused_expires_at = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds() });
    }

    private StubAnswer Fill(string address, StubRequest request)
    {
        if (!_files.TryGetValue(address, out var there))
        {
            return StubAnswer.NotFound;
        }

        if (there is not null)
        {
            return StubAnswer.Error(409, "M_CANNOT_OVERWRITE_MEDIA", "There is a file already.");
        }

        _files[address] = new StubFile(request.Body, request.ContentType);
        return StubAnswer.Empty;
    }

    private StubAnswer Find(string address) =>
        _files.GetValueOrDefault(address) is { } file ? new StubAnswer(200, file.Bytes, file.ContentType) { Times = file.Times } : StubAnswer.NotFound;

    private string NewAddress() => $"mxc://{options.ServerName}/media{Interlocked.Increment(ref _last)}";
}
