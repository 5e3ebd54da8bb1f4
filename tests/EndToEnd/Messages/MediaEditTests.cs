using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>Edits that put another file, or another caption, in the place of the first.</summary>
public sealed class MediaEditTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task Another_photo_of_Bob_takes_the_place_of_the_first_whole()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (before, after) = (Talk.Unique("old"), Talk.Unique("new"));
        var photo = talk.Bob.SendMedia(talk.Chat, new Media.Photo(100, 80) { Content = FileContent.Of(SamplePicture.Jpeg(100, 80)) }, before);
        var first = await talk.HearAsync(before, Cancellation);
        var other = SamplePicture.Jpeg(60, 90, length: 7_000);

        talk.Bob.EditMedia(photo, new Media.Photo(60, 90) { Content = FileContent.Of(other) }, after);

        var edit = await talk.SeeAsync(
            "m.room.message", seen => seen.Content.TryGetProperty("m.new_content", out var said) && said.GetProperty("body").GetString() == after, Cancellation);
        Assert.Equal(first.EventId, edit.RelatesTo?.GetProperty("event_id").GetString());
        var image = edit.Content.GetProperty("m.new_content");
        Assert.Equal("m.image", image.GetProperty("msgtype").GetString());
        Assert.Equal(60, image.GetProperty("info").GetProperty("w").GetInt32());
        Assert.Equal(other, await talk.Alice.Matrix.DownloadAsync(image.GetProperty("url").GetString()!, Cancellation));
        talk.Bob.Delete(photo);
        await talk.SeeAsync("m.room.redaction", seen => seen.Content.GetProperty("redacts").GetString() == first.EventId, Cancellation);
    }

    [Fact]
    public async Task Another_file_or_caption_of_Alice_takes_the_place_of_the_first()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (before, between, after) = (Talk.Unique("draft"), Talk.Unique("draft, corrected"), Talk.Unique("final"));
        var url = await UploadAsync(talk, seed: 1);
        var sent = await talk.Alice.Matrix.SendAsync(talk.Room, "m.room.message", File(url, before), Cancellation);
        var message = await talk.ReachesTelegramAsync(before, Cancellation);

        await EditAsync(talk, sent, File(url, between));
        await talk.OnTelegramAsync(() => message.Text == between, Cancellation);
        await EditAsync(talk, sent, File(await UploadAsync(talk, seed: 2), after));

        await talk.OnTelegramAsync(() => message.Text == after, Cancellation);
        Assert.Equal(FileContent.Pattern(20_000, seed: 2).ReadAll(), Assert.IsType<Media.File>(message.Media).Content!.ReadAll());
        await talk.SettleAsync(Cancellation);
        Assert.Empty(await talk.SpeakersOfAsync(after, Cancellation));
    }

    private static Task<string> UploadAsync(Talk talk, byte seed) =>
        talk.Alice.Matrix.UploadAsync(FileContent.Pattern(20_000, seed: seed).ReadAll(), "application/octet-stream", "plan.bin", Cancellation);

    private static Dictionary<string, object> File(string url, string caption) =>
        new() { ["msgtype"] = "m.file", ["body"] = caption, ["filename"] = "plan.bin", ["url"] = url, ["info"] = new { mimetype = "application/octet-stream" } };

    private static Task EditAsync(Talk talk, string sent, Dictionary<string, object> content) => talk.Alice.Matrix.SendAsync(
        talk.Room,
        "m.room.message",
        new Dictionary<string, object>(content)
        {
            ["body"] = $"* {content["body"]}",
            ["m.new_content"] = content,
            ["m.relates_to"] = new { rel_type = "m.replace", event_id = sent },
        },
        Cancellation);
}
