using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>Albums that Alice sends as one event (MSC4274).</summary>
public sealed class AlbumTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task An_album_arrives_in_order_under_one_caption()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var caption = Talk.Unique("the whole trip");

        await SendAsync(talk, caption, SamplePicture.Png(10, 10), SamplePicture.Png(20, 10), SamplePicture.Png(30, 10));

        var first = await talk.ReachesTelegramAsync(caption, Cancellation);
        await talk.OnTelegramAsync(() => PartsOf(talk, first).Count == 3, Cancellation);
        Assert.Equal([10, 20, 30], PartsOf(talk, first).Select(part => ((Media.Photo)part.Media!).Width));
    }

    [Fact]
    public async Task Pictures_that_Alice_sends_one_after_the_other_stay_single_and_in_order()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        foreach (var width in new[] { 12, 22, 32 })
        {
            var picture = SamplePicture.Png(width, 13);
            var url = await talk.Alice.Matrix.UploadAsync(picture, "image/png", "one.png", Cancellation);
            await talk.Alice.Matrix.SendAsync(
                talk.Room, "m.room.message", new { msgtype = "m.image", body = "one.png", url, info = new { mimetype = "image/png", size = picture.Length } }, Cancellation);
        }

        List<Message> Arrived() => [.. talk.Chat.Messages.Where(message => message.Media is Media.Photo { Height: 13 })];
        await talk.OnTelegramAsync(() => Arrived().Count == 3, Cancellation);
        Assert.Equal([(12, 0), (22, 0), (32, 0)], Arrived().Select(message => (((Media.Photo)message.Media!).Width, (int)message.AlbumId)));
    }

    [Fact]
    public async Task Of_an_album_whose_one_part_is_refused_the_others_arrive_and_the_author_is_told_which()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var caption = Talk.Unique("most of it");

        // Whichever of them comes up first.
        Stage.Telegram.Faults.Fail("messages.uploadMedia", 400, "IMAGE_PROCESS_FAILED");
        var sent = await SendAsync(talk, caption, SamplePicture.Png(11, 11), SamplePicture.Png(21, 11), SamplePicture.Png(31, 11));

        var notice = await talk.SeeAsync("m.room.message", seen => seen.RepliesTo == sent && seen.Sender == Stage.Bot, Cancellation);
        var refused = Assert.Single(Enumerable.Range(1, 3), number => notice.Body!.StartsWith($"File {number} was not sent", StringComparison.Ordinal));
        await talk.SettleAsync(Cancellation);
        var arrived = talk.Chat.Messages.Where(message => message.Media is Media.Photo { Height: 11 }).Select(message => ((Media.Photo)message.Media!).Width);
        Assert.Equal(new[] { 11, 21, 31 }.Where((_, index) => index != refused - 1), arrived);
        Assert.Single(talk.Chat.Messages, message => message.Text == caption);
    }

    [Fact]
    public async Task Each_part_of_Bobs_album_is_answered_and_deleted_by_itself()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        Media Photo(int width) => new Media.Photo(width, 17) { Content = FileContent.Of(SamplePicture.Jpeg(width, 17)) };

        var album = talk.Bob.SendAlbum(talk.Chat, Talk.Unique("three"), Photo(41), Photo(42), Photo(43));

        var third = await talk.SeeAsync("m.room.message", seen => WidthOf(seen) == 43, Cancellation);
        var second = await talk.SeeAsync("m.room.message", seen => WidthOf(seen) == 42, Cancellation);
        var answer = Talk.Unique("the last is best");
        await talk.Alice.Matrix.ReplyAsync(talk.Room, third.EventId, answer, Cancellation);
        Assert.Equal(album[2], (await talk.ReachesTelegramAsync(answer, Cancellation)).ReplyTo);
        talk.Bob.Delete(album[1]);
        await talk.SeeAsync("m.room.redaction", seen => seen.Content.GetProperty("redacts").GetString() == second.EventId, Cancellation);
        await talk.SettleAsync(Cancellation);
        var left = (await talk.Alice.Matrix.MessagesAsync(talk.Room, Cancellation)).Where(seen => !seen.IsRedacted).Select(WidthOf).ToList();
        Assert.Contains(41, left);
        Assert.DoesNotContain(42, left);
        Assert.Contains(43, left);
    }

    private static IReadOnlyList<Message> PartsOf(Talk talk, Message first) => [.. talk.Chat.Messages.Where(message => message.AlbumId != 0 && message.AlbumId == first.AlbumId)];

    private static int WidthOf(Bridges.TestBeds.Users.MatrixEvent seen) =>
        seen.Content.TryGetProperty("info", out var info) && info.TryGetProperty("w", out var width) ? width.GetInt32() : 0;

    private static async Task<string> SendAsync(Talk talk, string caption, params IReadOnlyList<byte[]> pictures)
    {
        var items = new List<object>();
        foreach (var (picture, index) in pictures.Select((picture, index) => (picture, index)))
        {
            var url = await talk.Alice.Matrix.UploadAsync(picture, "image/png", $"{index}.png", Cancellation);
            items.Add(new { itemtype = "m.image", body = $"{index}.png", filename = $"{index}.png", url, info = new { mimetype = "image/png", size = picture.Length } });
        }

        return await talk.Alice.Matrix.SendAsync(
            talk.Room, "m.room.message", new { msgtype = "dm.filament.gallery", body = caption, itemtypes = items }, Cancellation);
    }
}
