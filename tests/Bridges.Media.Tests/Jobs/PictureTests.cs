using Bridges.Media.Jobs;
using Bridges.Media.Results;
using Bridges.Media.Tests.Beds;
using SkiaSharp;

namespace Bridges.Media.Tests.Jobs;

public sealed class PictureTests(MediaBed bed) : IClassFixture<MediaBed>
{
    [Fact]
    public async Task A_transparent_picture_becomes_a_JPEG_on_white()
    {
        var (path, report) = await bed.ConvertAsync(new PictureJob(LongestSide: 100), bed.Write("p", Pictures.HalfRed(400, 200)));

        Assert.Equal(("image/jpeg", 100, 50), (report.Info.MimeType, report.Info.Width, report.Info.Height));
        using var picture = Pictures.Read(path);
        Assert.True(Pictures.IsRed(picture.GetPixel(10, 25)));
        Assert.True(picture.GetPixel(90, 25) is { Red: > 240, Green: > 240, Blue: > 240 });
    }

    [Theory]
    [InlineData(PictureFormat.Webp, "image/webp")]
    [InlineData(PictureFormat.Png, "image/png")]
    public async Task Transparency_stays_where_the_format_has_it(PictureFormat format, string type)
    {
        var (path, report) = await bed.ConvertAsync(new PictureJob(format, 100), bed.Write("p", Pictures.HalfRed(400, 200)));

        Assert.Equal((type, true), (report.Info.MimeType, report.Info.HasAlpha));
        using var picture = Pictures.Read(path);
        Assert.Equal(0, picture.GetPixel(90, 25).Alpha);
    }

    /// <summary>Where the red half of the photo has to be once it is upright.</summary>
    [Theory]
    [InlineData(1, 0, -1)]
    [InlineData(2, 0, -1)]
    [InlineData(3, 0, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(5, -1, 0)]
    [InlineData(6, 1, 0)]
    [InlineData(7, 1, 0)]
    [InlineData(8, -1, 0)]
    public async Task A_photo_is_turned_upright(byte orientation, int x, int y)
    {
        var (path, _) = await bed.ConvertAsync(new PictureJob(PictureFormat.Png), bed.Write("p", Pictures.Jpeg(60, 40, orientation)));

        using var picture = Pictures.Read(path);
        SKColor At(int sign) => picture.GetPixel((picture.Width / 2) + (sign * x * picture.Width / 4), (picture.Height / 2) + (sign * y * picture.Height / 4));
        Assert.True(Pictures.IsRed(At(1)), $"{At(1)}");
        Assert.True(Pictures.IsBlue(At(-1)), $"{At(-1)}");
    }

    [Fact]
    public async Task Small_pictures_keep_their_size()
    {
        var (_, report) = await bed.ConvertAsync(new PictureJob(LongestSide: 640), bed.Write("p", Pictures.HalfRed(20, 10)));

        Assert.Equal((20, 10), (report.Info.Width, report.Info.Height));
    }

    [Fact]
    public async Task Quality_is_given_up_for_a_size()
    {
        var input = bed.Write("p", Pictures.Jpeg(800, 600, 1));
        var (large, _) = await bed.ConvertAsync(new PictureJob(LongestSide: 800, Quality: 100), input);
        var most = new FileInfo(large).Length * 2 / 3;
        var (small, _) = await bed.ConvertAsync(new PictureJob(LongestSide: 800, Quality: 100, MaxBytes: most), input);

        Assert.InRange(new FileInfo(small).Length, 1, most);
        Assert.Equal(MediaFailureKind.TooLarge, (await bed.FailAsync(new PictureJob(MaxBytes: 10), input)).Kind);
    }

    /// <summary>The first character tells 4 by 3 waves; the next pairs of a plain picture hold no waves.</summary>
    [Fact]
    public async Task The_blurhash_tells_the_picture()
    {
        var plain = await bed.AskAsync(new BlurHashJob(), bed.Write("p", Pictures.Jpeg(40, 40, 1)));
        var transparent = await bed.AskAsync(new BlurHashJob(), bed.Write("p", Pictures.HalfRed(40, 40)));

        Assert.Equal(28, plain.BlurHash!.Length);
        Assert.Equal('L', plain.BlurHash[0]);
        Assert.NotEqual(plain.BlurHash, transparent.BlurHash);
    }

    [Fact]
    public async Task A_still_sticker_is_a_square_with_the_picture_in_its_middle()
    {
        var (path, report) = await bed.ConvertAsync(new StickerJob(), bed.Write("p", Pictures.Jpeg(300, 100, 1)));

        Assert.Equal(("image/webp", 512, 512, false), (report.Info.MimeType, report.Info.Width, report.Info.Height, report.Info.IsAnimated));
        using var sticker = Pictures.Read(path);
        Assert.Equal(0, sticker.GetPixel(256, 20).Alpha);
        Assert.True(Pictures.IsRed(sticker.GetPixel(256, 210)));
        Assert.True(Pictures.IsBlue(sticker.GetPixel(256, 300)));
        Assert.InRange(new FileInfo(path).Length, 1, 500_000);
    }
}
