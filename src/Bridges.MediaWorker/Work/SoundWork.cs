using System.Runtime.InteropServices;
using Bridges.Media.Files;
using Bridges.Media.Jobs;
using Bridges.MediaWorker.Sounds;
using Bridges.MediaWorker.Videos;

namespace Bridges.MediaWorker.Work;

/// <summary>Voice messages and other sounds.</summary>
internal sealed class SoundWork(Ffmpeg ffmpeg)
{
    private const int DecodedRate = 8_000;
    private const int MostBars = 1024;

    public MediaReport Convert(VoiceJob job, string input, string output, Deadline deadline)
    {
        string[] encoding = job.Format == VoiceFormat.OggOpus
            ? ["-c:a", "libopus", "-b:a", "32k", "-application", "voip", "-ac", "1", "-ar", "48000", "-f", "ogg"]
            : ["-c:a", "aac", "-b:a", "64k", "-ac", "1", "-ar", "44100", "-movflags", "+faststart", "-f", "ipod"];
        ffmpeg.Run([.. Ffmpeg.Input(Format(input), input), "-vn", "-map", "0:a:0", "-map_metadata", "-1", .. encoding, output], deadline);
        var report = Measure(new WaveformJob(), output, deadline);
        return report with { Info = FileInspector.Inspect(output) };
    }

    public MediaReport Measure(WaveformJob job, string input, Deadline deadline)
    {
        var info = FileInspector.Inspect(input);
        var loudness = info.Codecs.Contains("opus") && FileInspector.Recognise(input) == FileKind.Ogg
            ? OpusFile.Measure(input, deadline)
            : MeasureDecoded(input, deadline);
        return new MediaReport
        {
            Info = info with { DurationMilliseconds = info.DurationMilliseconds ?? (long)loudness.Duration.TotalMilliseconds },
            Waveform = loudness.Bars(Math.Clamp(job.Bars, 1, MostBars), Math.Clamp(job.Top, 1, 1 << 20)),
        };
    }

    private Loudness MeasureDecoded(string input, Deadline deadline)
    {
        var loudness = new Loudness(DecodedRate);
        var sound = new float[DecodedRate];
        string[] arguments =
            [.. Ffmpeg.Input(Format(input), input), "-vn", "-map", "0:a:0", "-ac", "1", "-ar", $"{DecodedRate}", "-f", "s16le", "pipe:1"];
        ffmpeg.Read(arguments, deadline, DecodedRate * sizeof(short), piece =>
        {
            var samples = MemoryMarshal.Cast<byte, short>(piece.Span[..(piece.Length & ~1)]);
            for (var i = 0; i < samples.Length; i++)
            {
                sound[i] = samples[i] / 32768f;
            }

            loudness.Add(sound.AsSpan(0, samples.Length));
        });
        return loudness;
    }

    private static string Format(string path) => VideoFormats.NameOf(FileInspector.Recognise(path));
}
