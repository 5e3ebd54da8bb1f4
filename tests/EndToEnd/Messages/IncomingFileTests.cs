using System.Text.Json;
using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>Files that Bob sends on Telegram, as they are in the room.</summary>
public sealed class IncomingFileTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task A_photo_with_its_caption_is_one_picture_that_can_be_fetched_answered_and_deleted()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var caption = Talk.Unique("my cat");
        var jpeg = SamplePicture.Jpeg(800, 600, length: 50_000);

        var photo = talk.Bob.SendMedia(talk.Chat, new Media.Photo(800, 600) { Content = FileContent.Of(jpeg) }, caption);

        var picture = await talk.HearAsync(caption, Cancellation);
        Assert.Equal((talk.Ghost, "m.image"), (picture.Sender, picture.MessageType));
        Assert.Equal(jpeg, await talk.Alice.Matrix.DownloadAsync(picture.Content.GetProperty("url").GetString()!, Cancellation));
        var answer = await talk.Alice.Matrix.SendAsync(
            talk.Room,
            "m.room.message",
            new Dictionary<string, object>
            {
                ["msgtype"] = "m.text",
                ["body"] = "cute!",
                ["m.relates_to"] = new Dictionary<string, object> { ["m.in_reply_to"] = new { event_id = picture.EventId } },
            },
            Cancellation);
        Assert.Equal(photo, (await talk.ReachesTelegramAsync("cute!", Cancellation)).ReplyTo);
        Assert.NotEmpty(answer);
        talk.Bob.Delete(photo);
        await talk.SeeAsync("m.room.redaction", seen => seen.Content.GetProperty("redacts").GetString() == picture.EventId, Cancellation);
    }

    [Fact]
    public async Task Files_films_and_sounds_arrive_as_what_they_are()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var bytes = FileContent.Pattern(30_000, seed: 3);
        var name = Talk.Unique("report") + ".pdf";

        talk.Bob.SendMedia(talk.Chat, new Media.File(name, "application/pdf", 0) { Content = bytes });
        talk.Bob.SendMedia(talk.Chat, new Media.Voice(4) { Content = bytes, Waveform = new byte[] { 0xff, 0x1f } });

        var file = await talk.HearAsync(name, Cancellation);
        Assert.Equal("m.file", file.MessageType);
        Assert.Equal(bytes.ReadAll(), await talk.Alice.Matrix.DownloadAsync(file.Content.GetProperty("url").GetString()!, Cancellation));
        var voice = await talk.SeeAsync("m.room.message", seen => seen.MessageType is "m.audio" or "m.file" && seen.EventId != file.EventId, Cancellation);
        Assert.Equal(talk.Ghost, voice.Sender);
    }

    [Fact]
    public async Task An_album_comes_in_order_and_the_text_after_it()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (caption, after) = (Talk.Unique("holidays"), Talk.Unique("that was it"));
        Media Photo(int width) => new Media.Photo(width, 10) { Content = FileContent.Of(SamplePicture.Jpeg(width, 10)) };

        talk.Bob.SendAlbum(talk.Chat, caption, Photo(11), Photo(12), Photo(13));
        talk.Bob.SendText(talk.Chat, after);

        await talk.HearAsync(after, Cancellation);
        var said = await talk.Alice.Matrix.MessagesAsync(talk.Room, Cancellation);
        var texts = said.Select(message => message.Content.TryGetProperty("info", out var info) && info.TryGetProperty("w", out var width) ? $"{width}" : message.Body).ToList();
        Assert.Equal(["11", "12", "13", after], texts.Where(text => text is "11" or "12" or "13" || text == after));
        Assert.Contains(said, message => message.Body == caption);
    }

    [Fact]
    public async Task A_place_a_contact_and_a_throw_of_dice_are_readable()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        talk.Bob.SendMedia(talk.Chat, new Media.Location(48.85, 2.35));
        talk.Bob.SendMedia(talk.Chat, new Media.Contact("9996619999", "Dora"));
        talk.Bob.SendMedia(talk.Chat, new Media.Dice("🎲", 4));

        var place = await talk.SeeAsync("m.room.message", seen => seen.MessageType == "m.location", Cancellation);
        Assert.StartsWith("geo:48.85", place.Content.GetProperty("geo_uri").GetString(), StringComparison.Ordinal);
        var contact = await talk.SeeAsync("m.room.message", seen => seen.Body?.Contains("Dora", StringComparison.Ordinal) == true, Cancellation);
        Assert.Contains("9996619999", contact.Body, StringComparison.Ordinal);
        await talk.SeeAsync("m.room.message", seen => seen.Body?.Contains("a throw of 🎲: 4", StringComparison.Ordinal) == true, Cancellation);
    }

    [Fact]
    public async Task A_poll_is_one_that_clients_render()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var question = Talk.Unique("Tea?");

        talk.Bob.SendMedia(talk.Chat, new Media.Poll(question, "yes", "no"));

        var poll = await talk.SeeAsync("org.matrix.msc3381.poll.start", seen => JsonSerializer.Serialize(seen.Content).Contains(question, StringComparison.Ordinal), Cancellation);
        Assert.Equal(talk.Ghost, poll.Sender);
    }

    [Fact]
    public async Task A_preview_that_comes_later_and_new_buttons_are_no_edits()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var text = Talk.Unique("see https://example.org/");
        var link = talk.Bob.SendMedia(talk.Chat, new Media.WebPage("https://example.org/") { IsPending = true }, text);
        var arrived = await talk.HearAsync(text, Cancellation);

        link.ShowPreview(new Media.WebPage("https://example.org/", "An example"));
        talk.Bob.Touch(link, """{"reply_markup":{"_":"replyInlineMarkup","rows":[]}}""", isEdit: true);
        await talk.SettleAsync(Cancellation);

        Assert.DoesNotContain(
            await talk.Alice.Matrix.MessagesAsync(talk.Room, Cancellation),
            message => message.RelatesTo is { } relation && relation.TryGetProperty("event_id", out var target) && target.GetString() == arrived.EventId);
    }
}
