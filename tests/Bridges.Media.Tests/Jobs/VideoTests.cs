using Bridges.Media.Jobs;
using Bridges.Media.Results;
using Bridges.Media.Tests.Beds;

namespace Bridges.Media.Tests.Jobs;

public sealed class VideoTests(MediaBed bed) : IClassFixture<MediaBed>
{
    [Fact]
    public async Task A_films_first_frame_is_its_poster()
    {
        var (path, report) = await bed.ConvertAsync(new PosterJob(160), Films.Mp4(bed));

        Assert.Equal(("image/jpeg", 160, 120), (report.Info.MimeType, report.Info.Width, report.Info.Height));
        Assert.Equal(28, report.BlurHash!.Length);
        using var picture = Pictures.Read(path);
        Assert.Equal(160, picture.Width);
    }

    [Fact]
    public async Task A_QuickTime_film_is_taken_over_without_loss()
    {
        var (path, report) = await bed.ConvertAsync(new VideoJob(MaxTranscodeSeconds: 0), Films.Mov(bed));

        Assert.Equal("video/mp4", report.Info.MimeType);
        Assert.Equal(["avc1", "mp4a"], (await bed.ProbeAsync(path)).Info.Codecs);
    }

    [Fact]
    public async Task A_WebM_film_is_encoded_anew()
    {
        var (_, report) = await bed.ConvertAsync(new VideoJob(), Films.Webm(bed));

        Assert.True(report.Info is { MimeType: "video/mp4", Width: 160, Height: 120, HasAudio: true, DurationMilliseconds: >= 1900 and <= 2200 }, $"{report.Info}");
        Assert.Equal(["avc1", "mp4a"], report.Info.Codecs);
    }

    [Fact]
    public async Task A_long_film_is_not_encoded_anew()
    {
        var failure = await bed.FailAsync(new VideoJob(MaxTranscodeSeconds: 1), Films.Webm(bed));

        Assert.Equal((MediaFailureKind.TooSlow, MediaFallback.Document), (failure.Kind, failure.Fallback));
    }
}
