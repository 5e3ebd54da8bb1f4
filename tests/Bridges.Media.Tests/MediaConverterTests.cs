using Bridges.Abstractions;
using Bridges.Media.Tests.Beds;

namespace Bridges.Media.Tests;

/// <summary>The worker in the terms that modules know.</summary>
public sealed class MediaConverterTests(MediaBed bed) : IClassFixture<MediaBed>
{
    private readonly MediaConverter converter = new(bed.Workers);

    [Fact]
    public async Task A_picture_is_described_with_its_blurhash()
    {
        var path = bed.Write("p", Pictures.Jpeg(60, 40, 6));

        var picture = await converter.DescribeAsync(path, CancellationToken.None);

        Assert.Equal(("image/jpeg", 40, 60, new FileInfo(path).Length), (picture.ContentType, picture.Width, picture.Height, picture.Size));
        Assert.Equal(28, picture.BlurHash!.Length);
    }

    [Fact]
    public async Task A_sound_is_described_with_its_waveform()
    {
        var sound = await converter.DescribeAsync(Films.Sound(bed, "v.ogg", "-c:a", "libopus"), CancellationToken.None);

        Assert.InRange(sound.Duration!.Value.TotalSeconds, 2.9, 3.1);
        Assert.Equal(1024, sound.Waveform.Max());
    }

    [Theory]
    [InlineData("image/gif", "image/gif", ".gif")]
    [InlineData("image/webp", "image/webp", ".webp")]
    [InlineData("video/mp4", "video/mp4", ".mp4")]
    public async Task A_moving_sticker_becomes_what_is_asked_for(string wanted, string type, string ending)
    {
        var done = await ConvertAsync(bed.Write("s", Lottie.Gzip(Lottie.Disc)), new MediaConversion(wanted) { MaximumSide = 64 });

        Assert.Equal((type, 64), (done.Description.ContentType, done.Description.Width));
        Assert.EndsWith(ending, done.Path, StringComparison.Ordinal);
        Assert.True(File.Exists(done.Path));
    }

    [Fact]
    public async Task A_square_has_the_side_and_the_size_that_are_asked_for()
    {
        var done = await ConvertAsync(
            bed.Write("p", Pictures.HalfRed(100, 50)), new MediaConversion("image/webp") { Square = true, MaximumSide = 96, MaximumSize = 20_000 });

        Assert.Equal((96, 96), (done.Description.Width, done.Description.Height));
        Assert.InRange(done.Description.Size, 1, 20_000);
    }

    [Fact]
    public async Task The_first_frame_of_a_film_is_a_still()
    {
        var done = await ConvertAsync(Films.Mp4(bed), new MediaConversion("image/jpeg") { FirstFrame = true, MaximumSide = 100 });

        Assert.Equal(("image/jpeg", 100, 75), (done.Description.ContentType, done.Description.Width, done.Description.Height));
    }

    [Fact]
    public async Task A_voice_message_becomes_Opus_with_its_waveform()
    {
        var done = await ConvertAsync(Films.Sound(bed, "v.m4a", "-c:a", "aac"), new MediaConversion("audio/ogg"));

        Assert.Equal("audio/ogg", done.Description.ContentType);
        Assert.NotEmpty(done.Description.Waveform);
    }

    [Fact]
    public async Task What_cannot_be_converted_is_told_in_words()
    {
        var file = bed.Write("x", "no picture"u8);

        var exception = await Assert.ThrowsAsync<MediaConversionException>(() => ConvertAsync(file, new MediaConversion("image/jpeg")));
        await Assert.ThrowsAsync<MediaConversionException>(() => ConvertAsync(file, new MediaConversion("application/pdf")));
        Assert.StartsWith("The file cannot be converted: ", exception.Message, StringComparison.Ordinal);
    }

    private Task<ConvertedMedia> ConvertAsync(string path, MediaConversion conversion) =>
        converter.ConvertAsync(path, conversion, Path.GetDirectoryName(path)!, CancellationToken.None);
}
