using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Tests.Beds;
using Bridges.TestBeds;

namespace Bridges.Telegram.Tests.Live;

/// <summary>Every kind of message that Alice can send from Matrix, as the server gets it.</summary>
public sealed class OutgoingContentTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.Create("telegram-out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_of_every_kind_arrive_as_what_they_are()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);
        var chat = bed.Alice.ChatWith(bed.Bob);
        var jpeg = SamplePicture.Jpeg(640, 400);

        await SendAsync(account, key, new ImageContent(Local("a.jpg", "image/jpeg", jpeg) with { Width = 640, Height = 400 }) { Caption = RichText.Plain("look"), IsSpoiler = true });
        await SendAsync(account, key, new VideoContent(Local("film.mp4", "video/mp4", [1, 2]) with { Width = 320, Height = 200, Duration = TimeSpan.FromSeconds(9) }));
        await SendAsync(account, key, new VoiceContent(Local("voice.ogg", "audio/ogg", [3]) with { Duration = TimeSpan.FromSeconds(3) }) { Waveform = [1024, 0, 1024] });
        await SendAsync(account, key, new AudioContent(Local("song.mp3", "audio/mpeg", [4])) { Title = "Song", Performer = "Band" });
        await SendAsync(account, key, new Abstractions.FileContent(Local("report.pdf", "application/pdf", [5, 6, 7])));
        await SendAsync(account, key, new StickerContent(Local("sticker.webp", "image/webp", [8]) with { Width = 512, Height = 512 }) { Emoji = "👍" });
        await SendAsync(account, key, new RoundVideoContent(Local("round.mp4", "video/mp4", [9]) with { Width = 384, Height = 384, Duration = TimeSpan.FromSeconds(2) }));

        var sent = chat.Messages.Where(message => message.Sender == bed.Alice).ToList();
        var photo = Assert.IsType<Media.Photo>(sent[0].Media);
        Assert.Equal(("look", true, 640), (sent[0].Text, photo.HasSpoiler, photo.Width));
        Assert.Equal(jpeg, photo.Content!.ReadAll());
        Assert.Equal((320, "film.mp4"), Assert.IsType<Media.Video>(sent[1].Media) is var film ? (film.Width, film.Name) : default);
        Assert.NotEqual(0, Assert.IsType<Media.Voice>(sent[2].Media).Waveform.Length);
        Assert.Equal("Song", Assert.IsType<Media.Audio>(sent[3].Media).Title);
        Assert.Equal("report.pdf", Assert.IsType<Media.File>(sent[4].Media).Name);
        Assert.Equal("👍", Assert.IsType<Media.Sticker>(sent[5].Media).Emoji);
        Assert.True(Assert.IsType<Media.Video>(sent[6].Media).IsRound);
    }

    [Fact]
    public async Task A_caption_that_is_too_long_goes_on_as_a_text_that_answers_the_file()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);
        var caption = string.Join(' ', Enumerable.Range(0, 300).Select(number => $"word{number}"));

        var sent = await SendAsync(account, key, new ImageContent(Local("a.jpg", "image/jpeg", SamplePicture.Jpeg(10, 10))) { Caption = RichText.Plain(caption) });

        var messages = bed.Alice.ChatWith(bed.Bob).Messages.Where(message => message.Sender == bed.Alice).ToList();
        Assert.Equal(messages.Count, sent.Ids.Count);
        Assert.True(messages[0].Text.Length <= 1024);
        Assert.Equal(caption, string.Join(' ', messages.Select(message => message.Text)));
        Assert.All(messages.Skip(1), message => Assert.Equal(messages[0], message.ReplyTo));
        Assert.NotNull(sent.Remark);
    }

    [Fact]
    public async Task An_album_arrives_as_one()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);
        ImageContent Item(string name, int width, int height) => new(Local(name, "image/png", SamplePicture.Png(width, height)));

        var sent = await SendAsync(account, key, new AlbumContent([Item("1.png", 10, 10), Item("2.png", 20, 10)], RichText.Plain("both")));

        var album = bed.Alice.ChatWith(bed.Bob).Messages.Where(message => message.Sender == bed.Alice).ToList();
        Assert.Equal((2, 2), (sent.Ids.Count, album.Count));
        Assert.Equal(album[0].AlbumId, album[1].AlbumId);
        Assert.NotEqual(0, album[0].AlbumId);
        Assert.Equal(["both", ""], album.Select(message => message.Text));
    }

    [Fact]
    public async Task Of_an_album_with_one_part_that_is_refused_the_others_arrive_and_the_caption_below_one()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);
        ImageContent Item(string name, int width) => new(Local(name, "image/png", SamplePicture.Png(width, 10)));
        bed.Telegram.Faults.Fail("messages.uploadMedia", 400, "IMAGE_PROCESS_FAILED");

        var sent = await SendAsync(account, key, new AlbumContent([Item("1.png", 10), Item("2.png", 20), Item("3.png", 30)], RichText.Plain("all three")));

        var refused = Assert.Single(sent.Refused);
        Assert.Contains("IMAGE_PROCESS_FAILED", refused.TextForUser);
        var arrived = bed.Alice.ChatWith(bed.Bob).Messages.Where(message => message.Sender == bed.Alice).ToList();
        Assert.Equal(
            new[] { 10, 20, 30 }.Where((_, index) => index != refused.Index),
            arrived.Select(message => message.Media).OfType<Media.Photo>().Select(photo => photo.Width).Order());
        Assert.Single(arrived, message => message.Text == "all three");
        Assert.Equal(sent.Ids.Count, arrived.Count);
    }

    [Fact]
    public async Task Places_and_contacts_arrive_and_a_poll_becomes_a_text_where_there_are_none()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);
        var poll = new PollContent(RichText.Plain("Tea?"), [new PollOption("a", RichText.Plain("yes")), new PollOption("b", RichText.Plain("no"))]);

        await SendAsync(account, key, new LocationContent(48.85, 2.35) { Accuracy = 35 });
        await SendAsync(account, key, new LocationContent(48.86, 2.34) { Name = "Louvre", Address = "Paris" });
        await SendAsync(account, key, new ContactsContent([new SharedContact("Dora Miller") { Phones = ["+9990001"] }]));
        var asked = await SendAsync(account, key, poll);
        var refused = await Assert.ThrowsAsync<BridgeException>(() => SendAsync(account, key, new LocationContent(91, 0)));

        var sent = bed.Alice.ChatWith(bed.Bob).Messages.Where(message => message.Sender == bed.Alice).ToList();
        Assert.Equal(35, Assert.IsType<Media.Location>(sent[0].Media).Accuracy);
        Assert.Equal("Louvre", Assert.IsType<Media.Venue>(sent[1].Media).Title);
        Assert.Equal(("Dora", "Miller"), Assert.IsType<Media.Contact>(sent[2].Media) is var contact ? (contact.FirstName, contact.LastName) : default);
        Assert.Equal("📊 Tea?\n1. yes\n2. no", sent[3].Text);
        Assert.NotNull(asked.Remark);
        Assert.Equal(FailureKind.Permanent, refused.Kind);
    }

    [Fact]
    public async Task A_poll_is_voted_in_and_ended_from_both_sides()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "hello");
        var key = (await host.MessageAsync("hello")).Chat;
        var poll = new PollContent(RichText.Plain("Tea?"), [new PollOption("a", RichText.Plain("yes")), new PollOption("b", RichText.Plain("no"))]);

        var sent = await SendAsync(account, key, poll);
        var asked = await bed.Telegram.WaitForMessageAsync(group, message => message.Media is Media.Poll, cancellationToken: TelegramBed.Cancellation);
        Assert.Equal(2, sent.PollOptions.Count);
        var voter = (IVotesInPolls)account;
        await voter.VoteAsync(new OutgoingVote(new DeliveryId("v1"), key, sent.Ids[0], [sent.PollOptions[1]]), TelegramBed.Cancellation);
        Assert.Equal([1], asked.VotesOf(bed.Alice));
        bed.Bob.Vote(asked, 0);

        var vote = await host.Events.FirstAsync<RemoteVote>(told => told.Sender.Value == $"{bed.Bob.Id}");
        Assert.Equal([sent.PollOptions[0]], vote.Options);
        await ((IEndsPolls)account).EndPollAsync(new DeliveryId("e"), key, sent.Ids[0], TelegramBed.Cancellation);
        Assert.True(asked.IsPollClosed);
        await host.Events.FirstAsync<RemotePollResult>(result => result.HasEnded);
        var late = await Assert.ThrowsAsync<BridgeException>(() => voter.VoteAsync(
            new OutgoingVote(new DeliveryId("v2"), key, sent.Ids[0], [sent.PollOptions[0]]), TelegramBed.Cancellation));
        Assert.Equal(FailureKind.Permanent, late.Kind);
    }

    [Fact]
    public async Task In_a_quiz_the_first_answer_counts_and_the_right_one_is_told_then()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var quiz = bed.Bob.SendMedia(bed.Alice.ChatWith(bed.Bob), new Media.Poll("1 + 1?", "1", "2") { RightAnswer = 1, Explanation = "count" });
        var message = await host.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is PollContent);
        var options = ((PollContent)message.Parts[0].Content).Options;
        Task VoteAsync(int option) => ((IVotesInPolls)account).VoteAsync(
            new OutgoingVote(new DeliveryId($"v{option}"), message.Chat, message.Id, [options[option].Id]), TelegramBed.Cancellation);

        await VoteAsync(0);

        var result = await host.Events.FirstAsync<RemotePollResult>(result => result.CorrectOptions.Count > 0);
        Assert.Equal([options[1].Id], result.CorrectOptions);
        Assert.Equal("count", result.Explanation?.Text);
        Assert.Contains("first answer", (await Assert.ThrowsAsync<BridgeException>(() => VoteAsync(1))).Message);
        Assert.Equal([0], quiz.VotesOf(bed.Alice));
    }

    [Fact]
    public async Task Reactions_go_out_in_one_call_and_come_in_from_everybody()
    {
        await using var bed = await TelegramBed.StartAsync();
        var carol = bed.Telegram.People.Add("Carol", phone: "+9996614444");
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Bob, bed.Alice, carol);
        group.AllowedReactions = ["👍", "🔥", "❤"];
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var asked = bed.Bob.SendText(group, "well?");
        var message = await host.MessageAsync("well?");
        var reacts = (IReacts)account;
        Task ReactAsync(params string[] keys) => reacts.ReactAsync(
            new OutgoingReactions(new DeliveryId("r"), message.Chat, message.Id, [.. keys.Select(key => new Abstractions.Reaction(key))]), TelegramBed.Cancellation);

        var rules = await reacts.GetReactionRulesAsync(message.Chat, TelegramBed.Cancellation);
        Assert.Equal((1, 3), (rules.MaximumPerPerson, rules.Allowed?.Count));
        await ReactAsync("👍\uFE0F");
        Assert.Equal("👍", Assert.Single(asked.ReactionsOf(bed.Alice)).Emoji);
        var calls = bed.Telegram.Calls.Count(call => call.Method == "messages.sendReaction");
        await ReactAsync("❤\uFE0F");
        Assert.Equal("❤", Assert.Single(asked.ReactionsOf(bed.Alice)).Emoji);
        Assert.Equal(calls + 1, bed.Telegram.Calls.Count(call => call.Method == "messages.sendReaction"));
        await ReactAsync("❤");
        Assert.Equal(calls + 1, bed.Telegram.Calls.Count(call => call.Method == "messages.sendReaction"));
        var refused = await Assert.ThrowsAsync<BridgeException>(() => ReactAsync("🦄"));
        Assert.Equal(FailureKind.Permanent, refused.Kind);

        carol.React(asked, "🔥");
        await host.Events.FirstAsync<RemoteReactions>(told => told.Sender.Value == $"{carol.Id}" && told.Reactions is [{ Key: "🔥" }]);
        carol.React(asked, (IReadOnlyList<string>)[]);
        await host.Events.FirstAsync<RemoteReactions>(told => told.Sender.Value == $"{carol.Id}" && told.Reactions.Count == 0);
    }

    [Fact]
    public async Task A_reaction_is_tried_where_nothing_is_known_of_what_the_group_allows_and_refused_once()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Bob, bed.Alice);
        group.AllowedReactions = ["👍"];
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var asked = bed.Bob.SendText(group, "well?");
        var message = await host.MessageAsync("well?");
        Task ReactAsync(string key) => ((IReacts)account).ReactAsync(
            new OutgoingReactions(new DeliveryId("r"), message.Chat, message.Id, [new Abstractions.Reaction(key)]), TelegramBed.Cancellation);

        await ReactAsync("👍");
        Assert.Equal("👍", Assert.Single(asked.ReactionsOf(bed.Alice)).Emoji);
        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<BridgeException>(() => ReactAsync("🦄"))).Kind);

        Assert.Equal("👍", Assert.Single(asked.ReactionsOf(bed.Alice)).Emoji);
        Assert.InRange(bed.Telegram.Calls.Count(call => call.Method == "messages.sendReaction"), 1, 2);
    }

    [Fact]
    public async Task Pins_go_out_and_come_in()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var sent = bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "keep this");
        var message = await host.MessageAsync("keep this");
        Task PinAsync(bool isPinned) =>
            ((IPinsMessages)account).PinAsync(new OutgoingPin(new DeliveryId("p"), message.Chat, message.Id, isPinned), TelegramBed.Cancellation);

        await PinAsync(isPinned: true);
        await PinAsync(isPinned: true);
        Assert.True(sent.IsPinned);
        Assert.True(await ((IChecksPins)account).IsPinnedAsync(message.Chat, message.Id, TelegramBed.Cancellation));
        bed.Bob.UnpinAll(bed.Alice.ChatWith(bed.Bob));
        await host.Events.FirstAsync<RemotePin>(pin => pin.Target == message.Id && !pin.IsPinned);
        Assert.False(await ((IChecksPins)account).IsPinnedAsync(message.Chat, message.Id, TelegramBed.Cancellation));
        bed.Bob.Pin(sent);

        await host.Events.FirstAsync<RemotePin>(pin => pin is { IsPinned: true, Sender.Value: var by } && by == $"{bed.Bob.Id}");
    }

    [Fact]
    public async Task An_edit_changes_the_file_or_the_caption_alone()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);
        var sent = await SendAsync(account, key, new ImageContent(Local("a.jpg", "image/jpeg", SamplePicture.Jpeg(10, 10))) { Caption = RichText.Plain("old") });
        var message = bed.Alice.ChatWith(bed.Bob).Messages[^1];
        Task EditAsync(MessageContent content) =>
            ((IEditsMessages)account).EditAsync(new OutgoingEdit(new DeliveryId("e"), key, sent.Ids, content), TelegramBed.Cancellation);

        await EditAsync(new ImageContent(new MediaFile { Name = "a.jpg" }) { Caption = RichText.Plain("better") });
        Assert.Equal(("better", 10), (message.Text, ((Media.Photo)message.Media!).Width));
        await EditAsync(new ImageContent(Local("b.jpg", "image/jpeg", SamplePicture.Jpeg(30, 10))) { Caption = RichText.Plain("new") });

        Assert.Equal(("new", 30), (message.Text, ((Media.Photo)message.Media!).Width));
    }

    [Fact]
    public async Task A_message_is_sent_without_a_sound_by_a_command()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);

        await ((IOffersCommands)account).RunAsync(new CommandCall(new DeliveryId("c"), "silent", RichText.Plain("psst"), key, ReplyTo: null), TelegramBed.Cancellation);

        var message = bed.Alice.ChatWith(bed.Bob).Messages[^1];
        Assert.Equal(("psst", true), (message.Text, message.IsSilent));
    }

    [Fact]
    public async Task A_quiz_is_asked_by_a_command()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, _) = await BeginAsync(bed);
        var group = bed.Telegram.Chats.CreateGroup("Friends", bed.Bob, bed.Alice);

        await ((IOffersCommands)account).RunAsync(
            new CommandCall(new DeliveryId("c"), "quiz", RichText.Plain("1 + 1?\n1\n+ 2\n\n3"), RemoteChatOf(group), ReplyTo: null), TelegramBed.Cancellation);

        var quiz = Assert.IsType<Media.Poll>(group.Messages[^1].Media);
        Assert.Equal(("1 + 1?", 1), (quiz.Question, quiz.RightAnswer));
        Assert.Equal(["1", "2", "3"], quiz.Answers);
    }

    [Fact]
    public async Task What_can_be_looked_at_once_is_sent_in_private_chats()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);
        var group = RemoteChatOf(bed.Telegram.Chats.CreateGroup("Friends", bed.Bob, bed.Alice));
        var self = new ChatKey(new RemoteChatId(account.Self.Value), account.Id);
        var once = (ISendsViewOnce)account;
        ImageContent Photo(int width) => new(Local($"{width}.jpg", "image/jpeg", SamplePicture.Jpeg(width, 10)));

        await SendAsync(account, key, Photo(11) with { IsViewOnce = true });
        await SendAsync(account, key, Photo(12));

        Assert.Equal([MediaKind.Image, MediaKind.Video, MediaKind.RoundVideo, MediaKind.Voice], once.ViewOnceKinds(key));
        Assert.Empty(once.ViewOnceKinds(group));
        Assert.Empty(once.ViewOnceKinds(self));
        Assert.Equal(
            [(11, Media.ViewOnce), (12, null)],
            bed.Alice.ChatWith(bed.Bob).Messages.Select(message => message.Media).OfType<Media.Photo>().Select(photo => (photo.Width, photo.Timer)));
    }

    [Fact]
    public async Task Links_to_messages_are_read_and_written()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Friends", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "hello");
        var message = await host.MessageAsync("hello");
        var links = (ILinksMessages)account;

        var link = links.LinkTo(new MessageAddress(message.Chat, message.Id));

        Assert.Equal($"https://t.me/c/{group.Id}/{message.Id}", link);
        Assert.Equal(new MessageAddress(message.Chat, message.Id), links.ReadLink(link!));
        Assert.Equal(new MessageAddress(message.Chat, message.Id), links.ReadLink($"tg://privatepost?channel={group.Id}&post={message.Id}"));
        Assert.Null(links.ReadLink("https://example.org/c/1/2"));
        Assert.Null(links.ReadLink("https://t.me/addstickers/cats"));
    }

    [Fact]
    public async Task A_file_that_was_brought_up_at_a_crash_is_found_again()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);
        var message = new OutgoingMessage(
            new DeliveryId("f"), key, new Abstractions.FileContent(Local("report.bin", "application/octet-stream", [1, 2, 3, 4, 5])) { Caption = RichText.Plain("here") });
        var before = TimeProvider.System.GetUtcNow();
        var sent = await account.SendAsync(message, TelegramBed.Cancellation);

        var found = await ((IFindsDeliveries)account).FindDeliveryAsync(message, before, TelegramBed.Cancellation);

        Assert.Equal(sent.Ids, Assert.IsType<DeliveryLookup.Arrived>(found).Message.Ids);
    }

    [Fact]
    public async Task How_much_of_a_file_is_there_is_told_while_it_goes_up()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, key) = await BeginAsync(bed);
        var told = new Told();
        var bytes = new byte[3_000_000];
        Random.Shared.NextBytes(bytes);

        await account.SendAsync(
            Texts.Message(key, "") with { Content = new Abstractions.FileContent(Local("large.bin", "application/octet-stream", bytes)), Progress = told }, TelegramBed.Cancellation);

        Assert.Equal(bytes.Length, told.All.Last());
        Assert.Equal(told.All.Order(), told.All);
    }

    private static ChatKey RemoteChatOf(BasicGroup group) => new(new RemoteChatId($"{-group.Id}"));

    private static async Task<(IAccount Account, ChatKey Key)> BeginAsync(TelegramBed bed)
    {
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "hello");
        return (account, (await host.MessageAsync("hello")).Chat);
    }

    private static Task<SentMessage> SendAsync(IAccount account, ChatKey key, MessageContent content) =>
        account.SendAsync(Texts.Message(key, "") with { Content = content }, TelegramBed.Cancellation);

    /// <summary>A file as the host hands it over: under a harmless name, with the one that people see beside it.</summary>
    private MediaFile Local(string name, string contentType, byte[] bytes)
    {
        var path = _folder.Combine($"{Guid.NewGuid():N}.bin");
        File.WriteAllBytes(path, bytes);
        return new MediaFile { Path = path, Name = name, ContentType = contentType, Size = bytes.Length };
    }

    /// <summary>What was told of the progress, at once and in order.</summary>
    private sealed class Told : IProgress<long>
    {
        public ConcurrentQueue<long> All { get; } = new();

        public void Report(long value) => All.Enqueue(value);
    }
}
