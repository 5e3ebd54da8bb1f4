namespace Bridges.Media.Results;

/// <summary>What went wrong with a job.</summary>
public enum MediaFailureKind
{
    /// <summary>The file is broken, too large, or of a kind that the job is not for.</summary>
    Refused,

    /// <summary>There is no ffmpeg, and the job needs one.</summary>
    NeedsFfmpeg,

    /// <summary>It took longer than it may, or would.</summary>
    TooSlow,

    /// <summary>The result would be larger than it may.</summary>
    TooLarge,

    /// <summary>The file has killed a worker, now or at an earlier try. It is not tried again.</summary>
    KillsWorker,

    /// <summary>The worker cannot be started, or too many jobs wait: it may work later.</summary>
    Unavailable,
}
