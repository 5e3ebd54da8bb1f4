namespace Bridges.MediaWorker.Sounds;

/// <summary>The peaks of a sound, one for each 20 ms, until it is told in as many values as are wanted.</summary>
internal sealed class Loudness(int sampleRate)
{
    private const int PeaksPerSecond = 50;
    private const int MostPeaks = 24 * 3600 * PeaksPerSecond;
    private const float Silence = 1e-4f;

    private readonly List<float> peaks = [];
    private float peak;
    private long samples;

    public TimeSpan Duration => TimeSpan.FromSeconds(samples / (double)sampleRate);

    public void Add(ReadOnlySpan<float> sound)
    {
        foreach (var sample in sound)
        {
            peak = MathF.Max(peak, MathF.Abs(sample));
            if (++samples % (sampleRate / PeaksPerSecond) == 0 && peaks.Count < MostPeaks)
            {
                peaks.Add(peak);
                peak = 0;
            }
        }
    }

    /// <returns>So many values, the loudest of them <paramref name="top"/>; none for a sound without sound.</returns>
    public IReadOnlyList<int> Bars(int count, int top)
    {
        if (peaks.Count == 0)
        {
            return [];
        }

        var loudest = MathF.Max(peaks.Max(), Silence);
        return [.. Enumerable.Range(0, count).Select(bar => (int)MathF.Round(Part(bar, count) / loudest * top))];
    }

    private float Part(int bar, int count)
    {
        var from = (int)((long)bar * peaks.Count / count);
        var to = Math.Max(from + 1, (int)((long)(bar + 1) * peaks.Count / count));
        return peaks.GetRange(from, to - from).Max();
    }
}
