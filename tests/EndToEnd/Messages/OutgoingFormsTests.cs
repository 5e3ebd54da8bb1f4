using System.Buffers.Binary;
using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;
using QRCoder;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>Files that Telegram does not take as what they are called: they arrive in a form that it does take, with their caption.</summary>
public sealed class OutgoingFormsTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    /// <summary>An animated GIF of two pictures of one pixel.</summary>
    private static readonly byte[] Gif = Convert.FromHexString(
        "47494638396101000100800000000000ffffff21ff0b4e45545343415045322e30030100000021f904040a0000002c000000"
        + "000100010000020244010021f904040a0000002c00000000010001000002024c01003b");

    [Fact]
    public async Task A_picture_with_sides_that_are_too_long_arrives_whole_as_a_file()
    {
        var arrived = await SendAsync("m.image", "image/png", "poster.png", Png(pixelsPerModule: 200), width: 10);

        Assert.Equal("poster.png", Assert.IsType<Media.File>(arrived.Media).Name);
    }

    [Fact]
    public async Task A_picture_that_says_nothing_wrong_arrives_as_a_photo_of_its_true_size()
    {
        var arrived = await SendAsync("m.image", "image/png", "code.png", Png(pixelsPerModule: 10), width: 9_999);

        var photo = Assert.IsType<Media.Photo>(arrived.Media);
        Assert.Equal(photo.Width, photo.Height);
        Assert.InRange(photo.Width, 200, 400);
    }

    [Fact]
    public async Task Music_under_an_odd_name_is_music_and_a_sound_that_Telegram_does_not_play_is_a_file()
    {
        byte[] mp3 = [0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0, .. Enumerable.Repeat<byte[]>([0xff, 0xfb, 0x90, 0x64, .. new byte[413]], 20).SelectMany(frame => frame)];

        var music = await SendAsync("m.audio", "audio/mpeg3", "song.mp3", mp3);
        var sound = await SendAsync("m.audio", "audio/wav", "bell.wav", Wav());

        Assert.IsType<Media.Audio>(music.Media);
        Assert.Equal("bell.wav", Assert.IsType<Media.File>(sound.Media).Name);
    }

    [Fact]
    public async Task A_card_of_a_person_is_a_file_that_keeps_its_bytes()
    {
        var card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dora\r\nTEL:+9990001\r\nEND:VCARD\r\n"u8.ToArray();

        var arrived = await SendAsync("m.file", "text/vcard", "dora.vcf", card);

        var file = Assert.IsType<Media.File>(arrived.Media);
        Assert.Equal("dora.vcf", file.Name);
        Assert.Equal(card, file.Content!.ReadAll());
    }

    [Fact]
    public async Task A_picture_that_moves_moves_on_Telegram_or_arrives_as_a_file()
    {
        var arrived = await SendAsync("m.image", "image/gif", "wave.gif", Gif);

        Assert.True(arrived.Media is Media.Video { IsAnimation: true } or Media.File, $"It arrived as {arrived.Media}.");
    }

    private async Task<Message> SendAsync(string type, string contentType, string name, byte[] bytes, int width = 0)
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var caption = Talk.Unique("see this");
        var url = await talk.Alice.Matrix.UploadAsync(bytes, contentType, name, Cancellation);
        object info = width > 0 ? new { size = bytes.Length, mimetype = contentType, w = width, h = width } : new { size = bytes.Length, mimetype = contentType };
        await talk.Alice.Matrix.SendAsync(talk.Room, "m.room.message", new { msgtype = type, body = caption, filename = name, url, info }, Cancellation);
        return await talk.ReachesTelegramAsync(caption, Cancellation);
    }

    private static byte[] Png(int pixelsPerModule)
    {
        using var code = QRCodeGenerator.GenerateQrCode("a picture", QRCodeGenerator.ECCLevel.L);
        using var png = new PngByteQRCode(code);
        return png.GetGraphic(pixelsPerModule);
    }

    /// <summary>A tenth of a second of silence.</summary>
    private static byte[] Wav()
    {
        const int Rate = 8_000;
        var file = new byte[44 + (Rate / 10)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        (file[20], file[22]) = (1, 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), Rate);
        (file[32], file[34]) = (1, 8);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), Rate / 10);
        return file;
    }
}
