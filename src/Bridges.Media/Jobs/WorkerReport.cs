namespace Bridges.Media.Jobs;

/// <summary>What the worker says of itself, for <c>doctor</c>.</summary>
public sealed record WorkerReport
{
    /// <summary>Version of Landlock that shuts the worker in; 0: this kernel has none.</summary>
    public required int Landlock { get; init; }

    /// <summary>System calls that a decoder never needs are shut off.</summary>
    public required bool FiltersSystemCalls { get; init; }

    /// <summary>ffmpeg's own words about its version; null: there is none, or it does not run.</summary>
    public string? FfmpegVersion { get; init; }

    /// <summary>Why ffmpeg does not run.</summary>
    public string? FfmpegProblem { get; init; }

    /// <summary>Decoders and encoders that are needed and that this ffmpeg lacks.</summary>
    public IReadOnlyList<string> MissingCodecs { get; init; } = [];
}
