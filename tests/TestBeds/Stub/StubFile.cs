namespace Bridges.TestBeds.Stub;

/// <summary>A file in the stub's media store.</summary>
public sealed record StubFile(ReadOnlyMemory<byte> Bytes, string ContentType)
{
    /// <summary>How often the bytes follow each other, so that a large file need not be kept. Default: once.</summary>
    public int Times { get; init; } = 1;
}
