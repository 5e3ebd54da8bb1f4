namespace Bridges.Abstractions;

/// <summary>A fetched picture.</summary>
public sealed record AvatarFile(ReadOnlyMemory<byte> Bytes, string ContentType);
