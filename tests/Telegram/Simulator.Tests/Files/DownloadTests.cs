using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Tests.Client;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Tests.Files;

/// <summary>Files that others sent, as the client sees and fetches them.</summary>
public sealed class DownloadTests : TelegramTest
{
    [Fact]
    public async Task A_photo_is_fetched_with_all_its_bytes()
    {
        var client = await LogInAsync(Alice);
        var jpeg = SamplePicture.Jpeg(800, 600, length: 300_000);

        Bob.SendMedia(Alice.ChatWith(Bob), new Media.Photo(800, 600) { Content = FileContent.Of(jpeg), HasSpoiler = true }, "my cat");

        var content = (await NewMessageAsync(client, message => message.Get("content").Type() == "messagePhoto")).Get("content");
        Assert.True(content.GetProperty("has_spoiler").GetBoolean());
        var largest = content.Get("photo").GetProperty("sizes").EnumerateArray().Last();
        Assert.Equal((800, 600), (largest.Long("width"), largest.Long("height")));
        Assert.Equal(jpeg, await DownloadAsync(client, largest.Get("photo")));
    }

    [Fact]
    public async Task A_file_of_many_parts_is_fetched_whole()
    {
        var client = await LogInAsync(Alice);
        var file = FileContent.Pattern(3_000_000, seed: 7);

        Bob.SendMedia(Alice.ChatWith(Bob), new Media.File("big.bin", "application/octet-stream", 0) { Content = file });

        var document = (await NewMessageAsync(client, message => message.Get("content").Type() == "messageDocument")).Get("content", "document");
        Assert.Equal(("big.bin", 3_000_000), (document.Text("file_name"), document.Get("document").Long("size")));
        Assert.Equal(file.ReadAll(), await DownloadAsync(client, document.Get("document")));
    }

    [Fact]
    public async Task A_file_whose_mark_has_expired_is_fetched_after_another_look_at_the_message()
    {
        var client = await LogInAsync(Alice);
        Bob.SendMedia(Alice.ChatWith(Bob), new Media.File("late.txt", "text/plain", 0) { Content = FileContent.Of("late"u8.ToArray()) });
        var document = (await NewMessageAsync(client, message => message.Get("content").Type() == "messageDocument")).Get("content", "document");

        Telegram.Files.ExpireReferences();

        Assert.Equal("late"u8.ToArray(), await DownloadAsync(client, document.Get("document")));
        Assert.Contains(Telegram.Calls, call => call is { Method: "upload.getFile", Error: "FILE_REFERENCE_EXPIRED" });
    }

    [Fact]
    public async Task Videos_voices_and_music_arrive_as_what_they_are()
    {
        var client = await LogInAsync(Alice);
        var chat = Alice.ChatWith(Bob);
        var sound = FileContent.Of(new byte[] { 1, 2, 3 });

        Bob.SendMedia(chat, new Media.Video(640, 360, 12) { Content = sound, Name = "film.mp4", Thumbnail = FileContent.Of(SamplePicture.Jpeg(320, 180)) });
        Bob.SendMedia(chat, new Media.Video(320, 240, 2) { Content = sound, IsAnimation = true });
        Bob.SendMedia(chat, new Media.Video(384, 384, 5) { Content = sound, IsRound = true });
        Bob.SendMedia(chat, new Media.Voice(4) { Content = sound, Waveform = new byte[] { 0x21, 0x43 } });
        Bob.SendMedia(chat, new Media.Audio(200, "Song", "Band") { Content = sound });

        var video = (await NewMessageAsync(client, message => message.Get("content").Type() == "messageVideo")).Get("content", "video");
        Assert.Equal((640, 360, 12), (video.Long("width"), video.Long("height"), video.Long("duration")));
        Assert.Equal(SamplePicture.Jpeg(320, 180), await DownloadAsync(client, video.Get("thumbnail", "file")));
        await NewMessageAsync(client, message => message.Get("content").Type() == "messageAnimation");
        var round = (await NewMessageAsync(client, message => message.Get("content").Type() == "messageVideoNote")).Get("content", "video_note");
        Assert.Equal(384, round.Long("length"));
        var voice = (await NewMessageAsync(client, message => message.Get("content").Type() == "messageVoiceNote")).Get("content", "voice_note");
        Assert.Equal(Convert.ToBase64String([0x21, 0x43]), voice.Text("waveform"));
        var music = (await NewMessageAsync(client, message => message.Get("content").Type() == "messageAudio")).Get("content", "audio");
        Assert.Equal(("Song", "Band"), (music.Text("title"), music.Text("performer")));
    }

    [Fact]
    public async Task The_parts_of_an_album_have_one_number_and_their_order()
    {
        var client = await LogInAsync(Alice);

        Bob.SendAlbum(Alice.ChatWith(Bob), "holidays", new Media.Photo(), new Media.Photo(100, 100), new Media.Video(10, 10, 1));

        var last = await NewMessageAsync(client, message => message.Get("content").Type() == "messageVideo");
        var album = client.Received("updateNewMessage").Select(update => update.Get("message")).TakeLast(3).ToList();
        Assert.All(album, part => Assert.Equal(last.Text("media_album_id"), part.Text("media_album_id")));
        Assert.Equal("holidays", album[0].Get("content", "caption").Text("text"));
    }

    [Fact]
    public async Task What_has_a_timer_is_gone_some_time_after_it_was_opened_elsewhere()
    {
        var client = await LogInAsync(Alice);
        var photo = Bob.SendMedia(Alice.ChatWith(Bob), new Media.Photo { Content = FileContent.Of(SamplePicture.Jpeg(10, 10)), Timer = 1 });
        var message = await NewMessageAsync(client, message => message.Get("content").Type() == "messagePhoto");
        Assert.Equal("messageSelfDestructTypeTimer", message.Get("self_destruct_type").Type());

        Alice.Open(photo);

        await client.UpdateAsync("updateMessageContent", update => update.Get("new_content").Type() == "messageExpiredPhoto");
    }

    [Fact]
    public async Task A_preview_that_is_found_later_is_added_to_the_text()
    {
        var client = await LogInAsync(Alice);
        var link = Bob.SendMedia(Alice.ChatWith(Bob), new Media.WebPage("https://example.org/") { IsPending = true }, "see https://example.org/");
        var message = await NewMessageAsync(client, "see https://example.org/");

        link.ShowPreview(new Media.WebPage("https://example.org/", "An example", "for all"));

        var change = await client.UpdateAsync("updateMessageContent", update => update.Long("message_id") == message.Long("id"));
        Assert.Equal("An example", change.Get("new_content", "link_preview").Text("title"));
    }

    [Fact]
    public async Task Places_contacts_and_dice_arrive_and_a_live_place_moves_and_ends()
    {
        var client = await LogInAsync(Alice);
        var chat = Alice.ChatWith(Bob);

        Bob.SendMedia(chat, new Media.Venue(48.86, 2.34, "Louvre", "Paris"));
        Bob.SendMedia(chat, new Media.Dice("🎲", 5));
        Bob.SendMedia(chat, new Media.Contact("9990001", "Dora") { Card = "BEGIN:VCARD\nEND:VCARD" });
        var walk = Bob.SendMedia(chat, new Media.Location(1, 2) { Period = 900, Accuracy = 20 });

        var venue = await NewMessageAsync(client, message => message.Get("content").Type() == "messageVenue");
        Assert.Equal("Louvre", venue.Get("content", "venue").Text("title"));
        await NewMessageAsync(client, message => message.Get("content").Type() == "messageDice" && message.Get("content").Long("value") == 5);
        await NewMessageAsync(client, message => message.Get("content").Type() == "messageContact");
        await NewMessageAsync(client, message => message.Get("content").Type() == "messageLiveLocation");
        Bob.MoveTo(walk, 3, 4);
        await client.UpdateAsync("updateMessageContent", update => LivePlace(update) is { } place && place["latitude"]?.GetValue<double>() is > 2.99 and < 3.01);
        Bob.StopSharing(walk);
        await client.UpdateAsync("updateMessageContent", update => update.Get("new_content").Type() == "messageLiveLocation" && update.Get("new_content").Long("expires_in") <= 1);
    }

    private static JsonNode? LivePlace(System.Text.Json.JsonElement update) =>
        update.Get("new_content").Type() == "messageLiveLocation" ? JsonNode.Parse(update.Get("new_content").GetRawText())!["location"]!["location"] : null;
}
