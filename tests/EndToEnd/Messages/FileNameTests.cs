using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>Names of files that were chosen to do harm, on their way through TDLib, which takes the name from the path.</summary>
public sealed class FileNameTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private static readonly string Endless = new string('ü', 300) + ".pdf";

    [Fact]
    public async Task Names_of_Alice_are_harmless_on_Telegram()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        Assert.Equal("x.pdf", await SendAsync(talk, "../../x.pdf"));
        Assert.Equal("x.pdf", await SendAsync(talk, "..\\..\\x.pdf"));
        Assert.Equal("passwd.pdf", await SendAsync(talk, "/etc/passwd.pdf"));
        Assert.Equal("_con.pdf", await SendAsync(talk, "con.pdf"));
        Assert.Equal("ab.pdf", await SendAsync(talk, "a\0\n\u202Eb.pdf"));
        var shortened = await SendAsync(talk, Endless);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(shortened), 100, 255);
        Assert.EndsWith("ü.pdf", shortened, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_Bob_are_harmless_in_the_room()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        Assert.Equal("x.pdf", await ReceiveAsync(talk, "../../x.pdf"));
        Assert.Equal("x.pdf", await ReceiveAsync(talk, "..\\..\\x.pdf"));
        Assert.Equal("a b.pdf", await ReceiveAsync(talk, "a\n\u202Eb.pdf"));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(await ReceiveAsync(talk, Endless)), 100, 255);
    }

    private static async Task<string> SendAsync(Talk talk, string name)
    {
        var bytes = FileContent.Pattern(500, seed: 5).ReadAll();
        var caption = Talk.Unique("read it");
        var url = await talk.Alice.Matrix.UploadAsync(bytes, "application/pdf", "up.pdf", Cancellation);
        await talk.Alice.Matrix.SendAsync(
            talk.Room,
            "m.room.message",
            new { msgtype = "m.file", body = caption, filename = name, url, info = new { size = bytes.Length, mimetype = "application/pdf" } },
            Cancellation);
        var file = Assert.IsType<Media.File>((await talk.ReachesTelegramAsync(caption, Cancellation)).Media);
        Assert.Equal(bytes, file.Content!.ReadAll());
        return file.Name;
    }

    private static async Task<string> ReceiveAsync(Talk talk, string name)
    {
        var caption = Talk.Unique("read this");
        talk.Bob.SendMedia(talk.Chat, new Media.File(name, "application/pdf", 0) { Content = FileContent.Pattern(500, seed: 6) }, caption);
        var file = await talk.HearAsync(caption, Cancellation);
        Assert.Equal("m.file", file.MessageType);
        return file.Content.GetProperty("filename").GetString()!;
    }
}
