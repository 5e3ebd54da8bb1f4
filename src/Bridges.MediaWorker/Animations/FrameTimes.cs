namespace Bridges.MediaWorker.Animations;

internal static class FrameTimes
{
    /// <summary>How many whole milliseconds frame number <paramref name="index"/> is shown, so that all of them together are right.</summary>
    public static int Of(int index, double framesPerSecond) =>
        (int)((index + 1) * 1000 / framesPerSecond) - (int)(index * 1000 / framesPerSecond);
}
