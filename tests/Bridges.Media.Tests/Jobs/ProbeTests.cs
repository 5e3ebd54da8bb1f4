using Bridges.Media.Jobs;
using Bridges.Media.Tests.Beds;

namespace Bridges.Media.Tests.Jobs;

public sealed class ProbeTests(MediaBed bed) : IClassFixture<MediaBed>
{
    [Fact]
    public async Task A_film_tells_its_size_length_and_codecs()
    {
        var info = (await bed.ProbeAsync(Films.Mp4(bed))).Info;

        Assert.Equal(("video/mp4", 320, 240, 2000L), (info.MimeType, info.Width, info.Height, info.DurationMilliseconds));
        Assert.True(info.HasAudio);
        Assert.Equal(["avc1", "mp4a"], info.Codecs);
    }

    [Fact]
    public async Task A_QuickTime_film_is_told_from_an_MP4() =>
        Assert.Equal(("video/quicktime", ".mov"), await KindAsync(Films.Mov(bed)));

    [Fact]
    public async Task A_sticker_film_tells_that_it_is_transparent()
    {
        var info = (await bed.ProbeAsync(Films.Sticker(bed))).Info;

        Assert.Equal(("video/webm", 128, 128), (info.MimeType, info.Width, info.Height));
        Assert.True(info is { HasAlpha: true, HasAudio: false });
        Assert.InRange(info.DurationMilliseconds!.Value, 950, 1050);
    }

    [Theory]
    [InlineData(".ogg", "audio/ogg", "-c:a", "libopus")]
    [InlineData(".m4a", "audio/mp4", "-c:a", "aac")]
    [InlineData(".mp3", "audio/mpeg", "-c:a", "libmp3lame")]
    [InlineData(".aac", "audio/aac", "-c:a", "aac", "-f", "adts")]
    [InlineData(".wav", "audio/wav", "-c:a", "pcm_s16le")]
    [InlineData(".flac", "audio/flac", "-c:a", "flac")]
    public async Task A_sound_tells_its_length(string ending, string type, params string[] encoding)
    {
        var info = (await bed.ProbeAsync(Films.Sound(bed, "sound" + ending, encoding))).Info;

        Assert.Equal(type, info.MimeType);
        Assert.True(info.HasAudio);
        Assert.InRange(info.DurationMilliseconds!.Value, 2950, 3100);
    }

    [Fact]
    public async Task An_MP4_without_pictures_is_a_sound()
    {
        var path = Films.Sound(bed, "voice.mp4", "-c:a", "aac");

        Assert.Equal(("audio/mp4", ".m4a"), await KindAsync(path));
    }

    [Theory]
    [InlineData(1, 60, 40)]
    [InlineData(3, 60, 40)]
    [InlineData(6, 40, 60)]
    [InlineData(8, 40, 60)]
    public async Task Width_and_height_are_those_of_the_upright_photo(byte orientation, int width, int height)
    {
        var info = (await bed.ProbeAsync(bed.Write("photo", Pictures.Jpeg(60, 40, orientation)))).Info;

        Assert.Equal(("image/jpeg", width, height), (info.MimeType, info.Width, info.Height));
        Assert.False(info.HasAlpha);
    }

    [Fact]
    public async Task Animated_pictures_tell_that_they_move_and_for_how_long()
    {
        var gif = (await bed.ProbeAsync(Films.Gif(bed))).Info;
        var apng = (await bed.ProbeAsync(Films.Apng(bed))).Info;

        Assert.True(gif is { MimeType: "image/gif", Width: 161, Height: 121, IsAnimated: true, DurationMilliseconds: 2000 }, $"{gif}");
        Assert.True(apng is { MimeType: "image/apng", Width: 64, Height: 64, IsAnimated: true, DurationMilliseconds: >= 990 and <= 1010 }, $"{apng}");
    }

    [Fact]
    public async Task Moving_stickers_are_known_plain_in_gzip_and_in_zip()
    {
        Assert.Equal(("video/lottie+json", ".json"), await KindAsync(bed.Write("l", System.Text.Encoding.UTF8.GetBytes(Lottie.Disc))));
        Assert.Equal(("application/x-tgsticker", ".tgs"), await KindAsync(bed.Write("l", Lottie.Gzip(Lottie.Disc))));
        Assert.Equal(("application/was", ".was"), await KindAsync(bed.Write("l", Lottie.Zip(Lottie.Disc))));
    }

    [Fact]
    public async Task What_nobody_knows_is_a_file() =>
        Assert.Equal(("application/octet-stream", ""), await KindAsync(bed.Write("x.png", "nothing special"u8)));

    private async Task<(string, string)> KindAsync(string path)
    {
        var info = (await bed.AskAsync(new ProbeJob(), path)).Info;
        return (info.MimeType, info.Extension);
    }
}
