using System.Text;
using Bridges.Media.Jobs;
using Bridges.Media.Tests.Beds;

namespace Bridges.Media.Tests.Jobs;

public sealed class AnimationTests(MediaBed bed) : IClassFixture<MediaBed>
{
    /// <summary>This one draws by Skia's C interface for Lottie, which Skia does not promise to keep.</summary>
    [Theory]
    [InlineData(AnimationFormat.Webp, "image/webp")]
    [InlineData(AnimationFormat.Gif, "image/gif")]
    public async Task A_Telegram_sticker_moves_and_stays_transparent(AnimationFormat format, string type)
    {
        var (path, report) = await bed.ConvertAsync(new AnimationJob(format, 256, 25), bed.Write("s.tgs", Lottie.Gzip(Lottie.Disc)));

        Assert.True(report.Info is { Width: 256, Height: 256, IsAnimated: true, DurationMilliseconds: 2000 } && report.Info.MimeType == type, $"{report.Info}");
        var (frames, milliseconds) = Pictures.Frames(path);
        Assert.InRange(frames, 40, 50);
        Assert.InRange(milliseconds, 1990, 2010);
        using var first = Pictures.Frame(path, 0);
        using var last = Pictures.Frame(path, frames - 1);
        Assert.True(Pictures.IsRed(first.GetPixel(50, 128)), $"{first.GetPixel(50, 128)}");
        Assert.Equal(0, first.GetPixel(200, 128).Alpha);
        Assert.True(Pictures.IsRed(last.GetPixel(200, 128)), $"{last.GetPixel(200, 128)}");
        Assert.Equal(0, last.GetPixel(50, 128).Alpha);
    }

    [Fact]
    public async Task A_WhatsApp_sticker_in_its_archive_moves()
    {
        var (path, _) = await bed.ConvertAsync(new AnimationJob(AnimationFormat.Webp), bed.Write("s.was", Lottie.Zip(Lottie.Disc)));

        Assert.InRange(Pictures.Frames(path).Frames, 40, 50);
    }

    [Theory]
    [InlineData(AnimationFormat.Webp)]
    [InlineData(AnimationFormat.Gif)]
    public async Task A_film_sticker_keeps_its_transparency(AnimationFormat format)
    {
        var (path, report) = await bed.ConvertAsync(new AnimationJob(format), Films.Sticker(bed));

        Assert.Equal((128, 128), (report.Info.Width, report.Info.Height));
        using var frame = Pictures.Frame(path, 0);
        Assert.Equal(0, frame.GetPixel(20, 64).Alpha);
        Assert.True(Pictures.IsRed(frame.GetPixel(100, 64)), $"{frame.GetPixel(100, 64)}");
    }

    [Fact]
    public async Task A_GIF_becomes_a_film_with_even_sides_and_its_length()
    {
        var (path, _) = await bed.ConvertAsync(new AnimationJob(AnimationFormat.Mp4, 640), Films.Gif(bed));

        var info = (await bed.ProbeAsync(path)).Info;
        Assert.True(info is { MimeType: "video/mp4", Width: 160, Height: 120, HasAudio: false, DurationMilliseconds: >= 1900 and <= 2100 }, $"{info}");
        Assert.Equal(["avc1"], info.Codecs);
    }

    [Fact]
    public async Task An_animated_WebP_becomes_a_film_and_a_film_a_WebP()
    {
        var (webp, _) = await bed.ConvertAsync(new AnimationJob(AnimationFormat.Webp), Films.Gif(bed));
        var (film, _) = await bed.ConvertAsync(new AnimationJob(AnimationFormat.Mp4), webp);
        var (back, _) = await bed.ConvertAsync(new AnimationJob(AnimationFormat.Webp), film);

        Assert.InRange((await bed.ProbeAsync(film)).Info.DurationMilliseconds!.Value, 1900, 2100);
        Assert.InRange(Pictures.Frames(back).Milliseconds, 1900, 2100);
    }

    [Fact]
    public async Task APNG_comes_in_and_goes_out()
    {
        var (gif, _) = await bed.ConvertAsync(new AnimationJob(), Films.Apng(bed));
        var (apng, report) = await bed.ConvertAsync(new AnimationJob(AnimationFormat.Apng, 128, 10, 300_000), bed.Write("s", Lottie.Gzip(Lottie.Disc)));

        Assert.True(Pictures.Frames(gif).Frames > 5);
        Assert.Equal("image/apng", report.Info.MimeType);
        Assert.True((await bed.ProbeAsync(apng)).Info is { MimeType: "image/apng", IsAnimated: true });
    }

    [Fact]
    public async Task A_moving_sticker_is_made_square_and_small_enough()
    {
        var (path, report) = await bed.ConvertAsync(new StickerJob(MaxBytes: 60_000), Films.Gif(bed));

        Assert.True(report.Info is { Width: 512, Height: 512, IsAnimated: true });
        Assert.InRange(new FileInfo(path).Length, 1000, 60_000);
        Assert.InRange(Pictures.Frames(path).Milliseconds, 1800, 2200);
        using var frame = Pictures.Frame(path, 0);
        Assert.Equal(0, frame.GetPixel(5, 5).Alpha);
        Assert.True(frame.GetPixel(256, 256).Alpha > 200);
        Assert.True(frame.GetPixel(20, 256).Alpha > 200, "a small picture fills the square");
    }

    [Fact]
    public async Task An_animation_that_names_a_file_does_not_get_it()
    {
        var json = Lottie.Animation(
            [$$$"""{"ty":2,"refId":"i","ip":0,"op":180,"st":0,"ks":{{{Lottie.Still}}}}"""],
            ["""{"id":"i","w":512,"h":512,"u":"/etc/","p":"passwd","e":0}"""]);
        var (path, _) = await bed.ConvertAsync(new AnimationJob(AnimationFormat.Webp, 64), bed.Write("l", Encoding.UTF8.GetBytes(json)));

        using var frame = Pictures.Frame(path, 0);
        Assert.Equal(0, frame.GetPixel(32, 32).Alpha);
    }
}
