using Bridges.Abstractions;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Tests.Live;

/// <summary>Every kind of message that Bob can send, as the host is told of it.</summary>
public sealed class IncomingContentTests
{
    [Fact]
    public async Task Files_of_every_kind_are_told_as_handles()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        var bytes = Simulator.World.FileContent.Of(SamplePicture.Jpeg(800, 600));

        bed.Bob.SendMedia(chat, new Media.Photo(800, 600) { Content = bytes, HasSpoiler = true }, "look");
        bed.Bob.SendMedia(chat, new Media.Video(640, 360, 12) { Content = bytes, Name = "film.mp4", Thumbnail = bytes });
        bed.Bob.SendMedia(chat, new Media.Video(320, 240, 2) { Content = bytes, IsAnimation = true });
        bed.Bob.SendMedia(chat, new Media.Video(384, 384, 5) { Content = bytes, IsRound = true });
        bed.Bob.SendMedia(chat, new Media.Voice(4) { Content = bytes, Waveform = new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff }, MimeType = "audio/ogg; codecs=opus" });
        bed.Bob.SendMedia(chat, new Media.Audio(200, "Song", "Band") { Content = bytes, Name = "song.mp3" });
        bed.Bob.SendMedia(chat, new Media.File("report.pdf", "application/pdf", 0) { Content = bytes });

        var photo = await ContentAsync<ImageContent>(host);
        Assert.Equal((800, 600, "image/jpeg", (long)bytes.Length), (photo.File.Width, photo.File.Height, photo.File.ContentType, photo.File.Size));
        Assert.Equal(("look", true), (photo.Caption?.Text, photo.IsSpoiler));
        var video = await ContentAsync<VideoContent>(host);
        Assert.Equal(("film.mp4", 640, TimeSpan.FromSeconds(12)), (video.File.Name, video.File.Width, video.File.Duration));
        Assert.Equal("image/jpeg", video.File.Thumbnail?.ContentType);
        Assert.False(video.IsSpoiler);
        await ContentAsync<AnimationContent>(host);
        var round = await ContentAsync<RoundVideoContent>(host);
        Assert.Equal((384, 384, "video/mp4", "video.mp4"), (round.File.Width, round.File.Height, round.File.ContentType, round.File.Name));
        var voice = await ContentAsync<VoiceContent>(host);
        Assert.Equal(("audio/ogg", TimeSpan.FromSeconds(4)), (voice.File.ContentType, voice.File.Duration));
        Assert.All(voice.Waveform, value => Assert.Equal(1024, value));
        var audio = await ContentAsync<AudioContent>(host);
        Assert.Equal(("Song", "Band"), (audio.Title, audio.Performer));
        Assert.Equal("report.pdf", (await ContentAsync<Abstractions.FileContent>(host)).File.Name);
    }

    [Fact]
    public async Task An_album_is_told_in_order_under_one_name()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);

        bed.Bob.SendAlbum(bed.Alice.ChatWith(bed.Bob), "holidays", new Media.Photo(10, 10), new Media.Photo(20, 10) { HasSpoiler = true }, new Media.Photo(30, 10));
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "that was it");

        await host.MessageAsync("that was it");
        var album = host.Events.All.OfType<RemoteMessage>().Where(message => message.Album is not null).ToList();
        Assert.Equal([10, 20, 30], album.Select(message => ((ImageContent)message.Parts[0].Content).File.Width!.Value));
        Assert.Single(album.Select(message => message.Album).Distinct());
        Assert.Equal([false, true, false], album.Select(message => ((ImageContent)message.Parts[0].Content).IsSpoiler));
        Assert.Equal(["holidays", null, null], album.Select(message => ((ImageContent)message.Parts[0].Content).Caption?.Text));
    }

    [Theory]
    [InlineData("application/x-tgsticker")]
    [InlineData("video/webm")]
    [InlineData("image/webp")]
    public async Task A_sticker_keeps_its_format_its_emoji_and_its_set(string mimeType)
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var content = Simulator.World.FileContent.Of(new byte[] { 1, 2, 3 });
        var set = bed.Telegram.Stickers.AddSet("cats", "Cats", new Media.Sticker("🫠") { Content = content, MimeType = mimeType });

        bed.Bob.SendMedia(bed.Alice.ChatWith(bed.Bob), set.Stickers[0]);

        var sticker = await ContentAsync<StickerContent>(host);
        Assert.Equal((mimeType, "🫠", mimeType != "image/webp"), (sticker.File.ContentType, sticker.Emoji, sticker.IsAnimated));
        var pack = await ((IReadsStickerPacks)account).ReadStickerPackAsync(sticker.Pack!.Id, TelegramBed.Cancellation);
        Assert.Equal(("Cats", 1, false), (pack!.Title, pack.Stickers.Count, pack.IsCustomEmoji));
        Assert.Equal(sticker.File.Reference!.Key, pack.Stickers[0].File.Reference!.Key);
        Assert.Null(await ((IReadsStickerPacks)account).ReadStickerPackAsync("https://t.me/addstickers/nobody", TelegramBed.Cancellation));
    }

    [Fact]
    public async Task The_sets_that_the_user_has_are_listed_by_links_that_lead_to_them()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, _) = await bed.ConnectAsync(bed.Alice);
        var stickers = bed.Telegram.Stickers;
        stickers.Install(bed.Alice, stickers.AddSet("cats", "Cats", new Media.Sticker("🐱") { Content = Simulator.World.FileContent.Of(new byte[] { 1 }) }));
        stickers.Install(bed.Alice, stickers.AddEmoji("faces", "Faces", new Media.Sticker("🙂") { Content = Simulator.World.FileContent.Of(new byte[] { 2 }) }));
        stickers.AddSet("dogs", "Dogs", new Media.Sticker("🐶") { Content = Simulator.World.FileContent.Of(new byte[] { 3 }) });
        var lister = (IListsStickerPacks)account;

        var packs = await lister.ListStickerPacksAsync(TelegramBed.Cancellation);

        Assert.Equal([new("https://t.me/addstickers/cats", "Cats", IsCustomEmoji: false), new("https://t.me/addemoji/faces", "Faces", IsCustomEmoji: true)], packs);
        Assert.Equal("Faces", (await lister.ReadStickerPackAsync(packs[1].NameOrLink, TelegramBed.Cancellation))!.Title);
    }

    [Fact]
    public async Task A_custom_emoji_comes_with_its_picture_and_the_ordinary_one()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var set = bed.Telegram.Stickers.AddEmoji("faces", "Faces", new Media.Sticker("🙂") { Content = Simulator.World.FileContent.Of(new byte[] { 7 }) });

        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "well 🙂", [new TextEntity(EntityKind.CustomEmoji, 5, 2) { CustomEmojiId = set.NumberOf(0) }]);

        var message = await host.MessageAsync("well 🙂");
        var emoji = Assert.IsType<TextStyle.CustomEmoji>(Assert.Single(((TextContent)message.Parts[0].Content).Text.Spans).Style);
        Assert.Equal("image/webp", emoji.Picture?.ContentType);
        Assert.Equal((emoji.Id, $"{set.NumberOf(0)}"), (emoji.Picture?.Reference?.Key, emoji.Id));
    }

    [Fact]
    public async Task Places_contacts_dice_and_polls_are_told_with_all_that_is_known()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);

        bed.Bob.SendMedia(chat, new Media.Location(48.85, 2.35) { Accuracy = 30 });
        bed.Bob.SendMedia(chat, new Media.Contact("9996619999", "Dora") { Card = "BEGIN:VCARD\nEND:VCARD" });
        bed.Bob.SendMedia(chat, new Media.Dice("🎲", 5));
        bed.Bob.SendMedia(chat, new Media.Poll("Tea?", "yes", "no") { IsAnonymous = false });

        var place = await ContentAsync<LocationContent>(host);
        Assert.Equal((48.85, 30), (Math.Round(place.Latitude, 2), place.Accuracy));
        var contact = Assert.Single((await ContentAsync<ContactsContent>(host)).Contacts);
        Assert.Equal(("Dora", "+9996619999", "BEGIN:VCARD\nEND:VCARD"), (contact.Name, contact.Phones[0], contact.VCard));
        var dice = await ContentAsync<UnsupportedContent>(host);
        Assert.Equal(("a throw of 🎲: 5", true), (dice.Description, dice.IsComplete));
        var poll = await ContentAsync<PollContent>(host);
        Assert.Equal(("Tea?", 1, false), (poll.Question.Text, poll.MaximumSelections, poll.IsAnonymous));
        Assert.Equal(["yes", "no"], poll.Options.Select(option => option.Text.Text));
        Assert.Distinct(poll.Options.Select(option => option.Id));
    }

    [Fact]
    public async Task A_live_place_is_one_message_that_is_edited_and_ends()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var walk = bed.Bob.SendMedia(bed.Alice.ChatWith(bed.Bob), new Media.Location(1, 2) { Period = 900 });
        var first = await host.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is LiveLocationContent);
        Assert.Equal(TimeSpan.FromSeconds(900), ((LiveLocationContent)first.Parts[0].Content).Period);

        bed.Bob.MoveTo(walk, 3, 4);

        await host.Events.FirstAsync<RemoteEdit>(edit => edit.Target == first.Id && edit.Parts[0].Content is LiveLocationContent { Latitude: > 2.9, HasEnded: false });
    }

    [Fact]
    public async Task What_Matrix_has_no_form_for_says_what_it_is_and_where_it_can_be_seen()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Bob, bed.Alice);
        var (_, host) = await bed.ConnectAsync(bed.Alice);

        bed.Bob.SendMedia(group, new Media.Raw("""
            {"_":"messageMediaInvoice","title":"Tea","description":"Green","currency":"EUR","total_amount":350,"start_param":"x"}
            """));

        var invoice = await host.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is UnsupportedContent);
        var told = (UnsupportedContent)invoice.Parts[0].Content;
        Assert.Equal("an invoice: Tea, 3.50 EUR", told.Description);
        Assert.Equal(["Green"], told.Details);
        Assert.Equal($"https://t.me/c/{group.Id}/{invoice.Id}", told.Link);
    }

    [Fact]
    public async Task A_preview_that_comes_later_is_no_edit_and_a_real_edit_is_one()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var link = bed.Bob.SendMedia(bed.Alice.ChatWith(bed.Bob), new Media.WebPage("https://example.org/") { IsPending = true }, "see https://example.org/");
        var message = await host.MessageAsync("see https://example.org/");

        link.ShowPreview(new Media.WebPage("https://example.org/", "An example", "for all"));
        bed.Bob.Edit(link, "do see https://example.org/");

        var edit = await host.Events.FirstAsync<RemoteEdit>(edit => edit.Target == message.Id);
        Assert.Equal("do see https://example.org/", RecordingHost.TextOf(edit.Parts));
    }

    [Fact]
    public async Task A_photo_that_another_takes_the_place_of_is_told_whole()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var sent = bed.Bob.SendMedia(bed.Alice.ChatWith(bed.Bob), new Media.Photo(10, 10), "old");
        var first = await ContentAsync<ImageContent>(host);

        bed.Bob.EditMedia(sent, new Media.Photo(30, 10), "new");

        var edit = await host.Events.FirstAsync<RemoteEdit>();
        var image = Assert.IsType<ImageContent>(edit.Parts[0].Content);
        Assert.Equal(("new", 30), (image.Caption?.Text, image.File.Width));
        Assert.NotEqual(first.File.Reference!.Key, image.File.Reference!.Key);
    }

    [Fact]
    public async Task What_has_a_timer_goes_only_when_Telegram_says_so()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var photo = bed.Bob.SendMedia(bed.Alice.ChatWith(bed.Bob), new Media.Photo { Content = Simulator.World.FileContent.Of(SamplePicture.Jpeg(10, 10)), Timer = 1 });
        var message = await host.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is ImageContent);
        Assert.Equal(new DisappearingTimer(TimeSpan.FromSeconds(1), FromRead: true), message.Timer);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "later");
        await host.MessageAsync("later");
        Assert.DoesNotContain(host.Events.All, told => told is RemoteDeletion);

        bed.Alice.Open(photo);

        Assert.Equal(message.Id, (await host.Events.FirstAsync<RemoteDeletion>()).Target);
    }

    [Fact]
    public async Task Buttons_are_told_and_pressed()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var bot = bed.Telegram.People.AddBot("Helper", "helper_bot");
        var data = Convert.ToBase64String("yes"u8);
        var sent = bot.SendRaw(
            bed.Alice.ChatWith(bot), "Shall I?", null, null, null,
            $$$$"""
            {"reply_markup":{"_":"replyInlineMarkup","rows":[{"_":"keyboardButtonRow","buttons":[
              {"_":"keyboardButtonCallback","text":"Yes","data":"{{{{data}}}}"},{"_":"keyboardButtonUrl","text":"More","url":"https://example.org/"}]}]}}
            """,
            null);

        var message = await host.MessageAsync("Shall I?");
        Assert.Equal([("Yes", null), ("More", "https://example.org/")], message.Choices.Select(choice => (choice.Label, choice.Url)));
        var answer = await ((IPressesChoices)account).PressAsync(new DeliveryId("d"), message.Chat, message.Id, message.Choices[0], TelegramBed.Cancellation);

        Assert.Equal("pressed yes", answer);
        Assert.Equal(["yes"], sent.Presses);
    }

    [Fact]
    public async Task New_buttons_or_a_reaction_are_no_edit()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        var photo = bed.Bob.SendMedia(chat, new Media.Photo(), "cat");
        await ContentAsync<ImageContent>(host);

        bed.Bob.Touch(photo, """{"reply_markup":{"_":"replyInlineMarkup","rows":[]}}""", isEdit: true);
        bed.Bob.React(photo, "👍");

        var reaction = await host.Events.FirstAsync<RemoteReactions>(told => told.Reactions.Count == 1);
        Assert.Equal(($"{bed.Bob.Id}", "👍"), (reaction.Sender.Value, reaction.Reactions[0].Key));
        Assert.DoesNotContain(host.Events.All, told => told is RemoteEdit or RemoteDeletion);
    }

    private static async Task<T> ContentAsync<T>(RecordingHost host)
        where T : MessageContent =>
        (T)(await host.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is T)).Parts[0].Content;
}
