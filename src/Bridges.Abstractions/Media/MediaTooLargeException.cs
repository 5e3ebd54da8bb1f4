namespace Bridges.Abstractions;

/// <summary>A file is larger than was asked for.</summary>
/// <param name="size">In bytes, where known.</param>
public sealed class MediaTooLargeException(long? size) : Exception("The file is larger than allowed.")
{
    public long? Size { get; } = size;
}
