namespace Bridges.Media.Jobs;

/// <summary>How long jobs may take.</summary>
internal static class JobLimits
{
    /// <summary>For pictures and what moves, unless the host says otherwise.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Sound = TimeSpan.FromSeconds(60);

    /// <summary>Seconds of work for each second of a video that is encoded anew, on a slow machine.</summary>
    private const int SlowestEncoding = 5;

    /// <summary>The time after which the worker itself gives up.</summary>
    public static TimeSpan Of(MediaJob job, TimeSpan usual) => job switch
    {
        VoiceJob or WaveformJob => Sound,
        VideoJob video => usual + (SlowestEncoding * TimeSpan.FromSeconds(video.MaxTranscodeSeconds)),
        _ => usual,
    };
}
