namespace Bridges.Host.Configuration;

/// <summary>How pictures, sounds and films are converted, and what may be spent on it.</summary>
internal sealed record MediaConfiguration
{
    /// <summary>Path of ffmpeg, or <c>none</c>; by default the one that came with the host, else the one in PATH.</summary>
    public string? Ffmpeg { get; init; }

    public int MemoryMb { get; init; } = 256;

    public int MaxMegapixels { get; init; } = 24;

    public int Parallel { get; init; } = 1;

    public int MaxTranscodeSeconds { get; init; } = 60;

    /// <summary>How long a chat waits for a file before it goes on without it.</summary>
    public int WaitSeconds { get; init; } = 8;

    public FileSizeConfiguration MaxFileMb { get; init; } = new();

    public StickerConfiguration Stickers { get; init; } = new();
}
