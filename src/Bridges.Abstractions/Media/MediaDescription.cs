namespace Bridges.Abstractions;

/// <summary>What the bytes of a file say that it is.</summary>
public sealed record MediaDescription
{
    /// <summary>By the bytes; <c>application/octet-stream</c> where unknown.</summary>
    public required string ContentType { get; init; }

    public required long Size { get; init; }

    /// <summary>In pixels, turned as the file says.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    public TimeSpan? Duration { get; init; }

    /// <summary>More than one picture.</summary>
    public bool IsAnimated { get; init; }

    /// <summary>Only for still pictures that could be decoded.</summary>
    public string? BlurHash { get; init; }

    /// <summary>For sound: 1 to 100 bars from 0 to 1024; empty where it was not decoded.</summary>
    public IReadOnlyList<int> Waveform { get; init; } = [];
}
