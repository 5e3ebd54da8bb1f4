namespace Bridges.Media;

/// <summary>How files are converted.</summary>
public sealed record MediaOptions
{
    /// <summary>Folder for the cache, what is remembered of bad files, and files under work. Made if missing; nobody else uses it.</summary>
    public required string Folder { get; init; }

    /// <summary>Path of <c>bridges-media-worker.dll</c>.</summary>
    public required string WorkerPath { get; init; }

    /// <summary>Path of ffmpeg; null: there is none.</summary>
    public string? FfmpegPath { get; init; }

    /// <summary>Most memory of a worker, and of each ffmpeg. Default: 256 MiB.</summary>
    public int MemoryMb { get; init; } = 256;

    /// <summary>Largest picture that is decoded. Four bytes a pixel have to fit into the memory limit. Default: 24.</summary>
    public int MaxMegapixels { get; init; } = 24;

    /// <summary>Jobs that are done at once, each by a worker of its own. Default: 1.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Longest video in seconds that is encoded anew. Default: 60.</summary>
    public int MaxTranscodeSeconds { get; init; } = 60;

    /// <summary>What a moving sticker becomes. Default: GIF, 256 pixels, 25 frames a second.</summary>
    public Jobs.AnimationJob Stickers { get; init; } = new();

    /// <summary>Bytes of converted stickers and animations that are kept. Default: 100 MB.</summary>
    public long CacheBytes { get; init; } = 100_000_000;

    /// <summary>Time without a job after which a worker is ended. Default: 60 seconds.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest work on a picture or on what moves. Default: 20 seconds.</summary>
    public TimeSpan JobLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Jobs that may wait for their turn; more are refused at once. Default: 1,000.</summary>
    public int MaxWaiting { get; init; } = 1000;
}
