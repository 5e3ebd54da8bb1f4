using Bridges.Media.Jobs;
using Bridges.Media.Results;
using Bridges.Media.Tests.Beds;

namespace Bridges.Media.Tests.Workers;

/// <summary>What is delivered where there is no ffmpeg.</summary>
public sealed class FallbackTests : IAsyncDisposable
{
    private readonly MediaBed bed = MediaBed.With(options => options with { FfmpegPath = null });

    [Fact]
    public async Task A_Telegram_sticker_becomes_WebP_where_GIF_is_wished()
    {
        var (path, report) = await bed.ConvertAsync(bed.Options.Stickers, bed.Write("s.tgs", Lottie.Gzip(Lottie.Disc)));

        Assert.Equal("image/webp", report.Info.MimeType);
        Assert.True(Pictures.Frames(path).Frames > 10);
    }

    [Fact]
    public async Task A_film_sticker_goes_as_its_thumbnail_or_as_a_video() =>
        await AssertAsync(MediaFallback.StillThumbnailOrVideo, new AnimationJob(), Films.Sticker(bed));

    [Fact]
    public async Task A_voice_message_goes_as_a_sound() =>
        await AssertAsync(MediaFallback.SoundNotVoice, new VoiceJob(), Films.Sound(bed, "v.m4a", "-c:a", "aac"));

    [Fact]
    public async Task A_voice_message_for_Signal_goes_as_a_file() =>
        await AssertAsync(MediaFallback.Document, new VoiceJob(VoiceFormat.M4a), Films.Sound(bed, "v.ogg", "-c:a", "libopus"));

    [Fact]
    public async Task A_GIF_that_was_to_be_a_film_goes_as_a_file() =>
        await AssertAsync(MediaFallback.Document, new AnimationJob(AnimationFormat.Mp4), Films.Gif(bed));

    [Fact]
    public async Task A_film_goes_as_a_file() => await AssertAsync(MediaFallback.Document, new VideoJob(), Films.Webm(bed));

    [Fact]
    public async Task A_film_without_a_poster_goes_without() => await AssertAsync(MediaFallback.WithoutIt, new PosterJob(), Films.Mp4(bed));

    [Fact]
    public async Task The_waveform_of_Opus_needs_no_ffmpeg() =>
        Assert.NotEmpty((await bed.AskAsync(new WaveformJob(), Films.Sound(bed, "v.ogg", "-c:a", "libopus"))).Waveform!);

    public ValueTask DisposeAsync() => bed.DisposeAsync();

    private async Task AssertAsync(MediaFallback fallback, MediaJob job, string input)
    {
        var failure = await bed.FailAsync(job, input);

        Assert.Equal((MediaFailureKind.NeedsFfmpeg, fallback), (failure.Kind, failure.Fallback));
    }
}
