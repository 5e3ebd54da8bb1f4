namespace Bridges.Matrix;

/// <summary>A downloaded file.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="ContentType">As the homeserver tells it, null where it does not. The uploader chose it: do not trust it.</param>
/// <param name="FileName">Likewise.</param>
public sealed record MediaFile(ReadOnlyMemory<byte> Bytes, string? ContentType, string? FileName);
