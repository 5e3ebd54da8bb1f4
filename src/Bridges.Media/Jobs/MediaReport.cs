namespace Bridges.Media.Jobs;

/// <summary>What the worker tells of a job that is done.</summary>
public sealed record MediaReport
{
    /// <summary>The result; for a job that writes none, the file that was looked at.</summary>
    public required MediaInfo Info { get; init; }

    /// <summary>Blurhash of a picture or a video's first frame.</summary>
    public string? BlurHash { get; init; }

    /// <summary>Loudness over time, of sounds only.</summary>
    public IReadOnlyList<int>? Waveform { get; init; }
}
