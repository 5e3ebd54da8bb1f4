namespace Bridges.MediaWorker.Containers;

/// <summary>What a video's tables tell.</summary>
internal sealed record VideoTables(
    int Width, int Height, TimeSpan Duration, bool HasAlpha, IReadOnlyList<string> Codecs, bool HasAudio, bool HasVideo)
{
    private const double MostSeconds = 1e6;

    /// <summary>A length as a file tells it; none where it cannot be true.</summary>
    public static TimeSpan Seconds(double seconds) => seconds is > 0 and < MostSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
}
