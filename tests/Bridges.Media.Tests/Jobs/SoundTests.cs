using Bridges.Media.Jobs;
using Bridges.Media.Tests.Beds;

namespace Bridges.Media.Tests.Jobs;

public sealed class SoundTests(MediaBed bed) : IClassFixture<MediaBed>
{
    [Theory]
    [InlineData("v.m4a", "-c:a", "aac")]
    [InlineData("v.mp3", "-c:a", "libmp3lame")]
    [InlineData("v.aac", "-c:a", "aac", "-f", "adts")]
    [InlineData("v.ogg", "-c:a", "libvorbis")]
    [InlineData("v.wav", "-c:a", "pcm_s16le")]
    public async Task A_voice_message_becomes_Opus_with_length_and_waveform(string name, params string[] encoding)
    {
        var (path, report) = await bed.ConvertAsync(new VoiceJob(), Films.Sound(bed, name, encoding));

        var info = (await bed.ProbeAsync(path)).Info;
        Assert.Equal("audio/ogg", info.MimeType);
        Assert.Equal(["opus"], info.Codecs);
        Assert.InRange(report.Info.DurationMilliseconds!.Value, 2950, 3100);
        AssertLouderInItsSecondHalf(report.Waveform!, 1024);
    }

    [Fact]
    public async Task An_Opus_voice_message_becomes_an_M4A()
    {
        var (path, report) = await bed.ConvertAsync(new VoiceJob(VoiceFormat.M4a), Films.Sound(bed, "v.ogg", "-c:a", "libopus"));

        var info = (await bed.ProbeAsync(path)).Info;
        Assert.Equal("audio/mp4", info.MimeType);
        Assert.Equal(["mp4a"], info.Codecs);
        Assert.InRange(report.Info.DurationMilliseconds!.Value, 2950, 3100);
    }

    /// <summary>Opus at speech's own mode, too, whose first packets a decoder at a low rate leaves silent.</summary>
    [Theory]
    [InlineData("audio")]
    [InlineData("voip")]
    public async Task The_waveform_of_Opus_follows_the_sound(string application)
    {
        var report = await bed.AskAsync(new WaveformJob(64, 100), Films.Sound(bed, "v.ogg", "-c:a", "libopus", "-application", application));

        Assert.Equal(64, report.Waveform!.Count);
        AssertLouderInItsSecondHalf(report.Waveform, 100);
    }

    [Fact]
    public async Task The_waveform_of_other_sounds_follows_them()
    {
        var report = await bed.AskAsync(new WaveformJob(10, 31), Films.Sound(bed, "v.m4a", "-c:a", "aac"));

        Assert.Equal(10, report.Waveform!.Count);
        AssertLouderInItsSecondHalf(report.Waveform, 31);
    }

    /// <summary>The second half is four times as loud.</summary>
    private static void AssertLouderInItsSecondHalf(IReadOnlyList<int> waveform, int top)
    {
        var quiet = waveform.Skip(1).Take((waveform.Count / 2) - 2).ToList();
        var loud = waveform.Skip((waveform.Count / 2) + 1).Take((waveform.Count / 2) - 2).ToList();
        Assert.Equal(top, waveform.Max());
        Assert.All(loud, bar => Assert.True(bar > top * 0.7, string.Join(' ', waveform)));
        Assert.All(quiet, bar => Assert.True(bar > top * 0.1 && bar < top * 0.4, string.Join(' ', waveform)));
    }
}
