namespace Bridges.Abstractions;

/// <summary>Recorded speech.</summary>
public sealed record VoiceContent(MediaFile File) : MediaContent(File)
{
    public override MediaKind Kind => MediaKind.Voice;

    /// <summary>Loudness over time, 0 to 1024 (MSC1767); empty where unknown.</summary>
    public IReadOnlyList<int> Waveform { get; init => field = value ?? []; } = [];
}
