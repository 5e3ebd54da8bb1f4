namespace Bridges.Media.Jobs;

/// <summary>The codes of the worker's error answers.</summary>
internal static class WorkerErrors
{
    /// <summary>The file is broken, too large, or of a kind that this job is not for.</summary>
    public const int Refused = 1;

    /// <summary>There is no ffmpeg, and the job needs one.</summary>
    public const int NeedsFfmpeg = 2;

    /// <summary>It took longer than it may.</summary>
    public const int TooSlow = 3;

    /// <summary>The result would be larger than it may.</summary>
    public const int TooLarge = 4;
}
