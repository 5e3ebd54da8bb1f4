namespace Bridges.TestBeds.Stub;

/// <summary>A file in the stub's media store.</summary>
public sealed record StubFile(ReadOnlyMemory<byte> Bytes, string ContentType);
