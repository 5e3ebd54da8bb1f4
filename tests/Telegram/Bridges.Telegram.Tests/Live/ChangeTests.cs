using Bridges.Abstractions;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Live;

public sealed class ChangeTests
{
    [Fact]
    public async Task Edits_and_deletions_go_both_ways()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        var message = bed.Bob.SendText(chat, "first");
        var received = await host.MessageAsync("first");

        bed.Bob.Edit(message, "second");

        var edit = await host.Events.FirstAsync<RemoteEdit>();
        Assert.Equal(received.Id, edit.Target);
        Assert.Equal("second", RecordingHost.TextOf(edit.Parts));
        Assert.True(edit.Version > 0);

        bed.Bob.Delete(message);
        Assert.Equal(received.Id, (await host.Events.FirstAsync<RemoteDeletion>()).Target);

        var sent = await account.SendAsync(Texts.Message(received.Chat, "mine"), TelegramBed.Cancellation);
        var version = await ((IEditsMessages)account).EditAsync(Texts.Edit(received.Chat, sent.Ids, "mine, changed"), TelegramBed.Cancellation);
        var own = chat.Messages.Single(candidate => candidate.Sender == bed.Alice);
        Assert.Equal("mine, changed", own.Text);
        var echo = await host.Events.FirstAsync<RemoteEdit>(candidate => candidate.Target == sent.Ids[0]);
        Assert.True(echo.Version <= version);

        var deletion = new OutgoingDeletion(new DeliveryId("d"), received.Chat, sent.Ids);
        await ((IDeletesMessages)account).DeleteAsync(deletion, TelegramBed.Cancellation);
        await bed.Telegram.WaitUntilAsync(() => own.IsDeleted, cancellationToken: TelegramBed.Cancellation);
        await ((IDeletesMessages)account).DeleteAsync(deletion, TelegramBed.Cancellation);
    }

    [Fact]
    public async Task Several_edits_in_one_second_are_all_told()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var message = bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "0");
        await host.MessageAsync("0");

        bed.Bob.Edit(message, "1");
        await host.Events.FirstAsync<RemoteEdit>(edit => RecordingHost.TextOf(edit.Parts) == "1");
        bed.Bob.Edit(message, "2");
        await host.Events.FirstAsync<RemoteEdit>(edit => RecordingHost.TextOf(edit.Parts) == "2");

        var versions = host.Events.All.OfType<RemoteEdit>().Select(edit => edit.Version).ToList();
        Assert.Equal(versions.Order().Distinct(), versions);
    }

    [Theory]
    [InlineData("see https://example.org/", "see for yourself", false)]
    [InlineData("see https://example.org/", "see https://example.org/ or not", true)]
    public async Task An_edit_that_takes_the_link_or_its_preview_away_takes_the_preview_away(string before, string after, bool isToldWithoutPreview)
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "hello");
        var key = (await host.MessageAsync("hello")).Chat;
        var sent = await account.SendAsync(Texts.Message(key, before), TelegramBed.Cancellation);
        var own = bed.Alice.ChatWith(bed.Bob).Messages.Single(message => message.Sender == bed.Alice);
        own.ShowPreview(new Media.WebPage("https://example.org/", "An example"));
        Assert.NotNull(own.Media);

        var content = isToldWithoutPreview ? Texts.Content(after) with { Previews = [] } : Texts.Content(after);
        await ((IEditsMessages)account).EditAsync(new OutgoingEdit(new DeliveryId("e"), key, sent.Ids, content), TelegramBed.Cancellation);

        Assert.Equal(after, own.Text);
        Assert.Null(own.Media);
    }

    [Fact]
    public async Task Replies_carry_their_target_and_from_Telegram_a_quote_made_by_hand()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        var question = bed.Bob.SendText(chat, "tea or coffee or water?");
        var received = await host.MessageAsync("tea or coffee or water?");

        await account.SendAsync(Texts.Message(received.Chat, "that one") with { ReplyTo = new ReplyTarget(received.Id) }, TelegramBed.Cancellation);

        var answer = await bed.Telegram.WaitForMessageAsync(chat, message => message.Text == "that one", cancellationToken: TelegramBed.Cancellation);
        Assert.Same(question, answer.ReplyTo);
        Assert.Equal("tea or coffee or water?", Assert.IsType<TextContent>(await ((IReadsMessages)account).ReadMessageAsync(received.Chat, received.Id, TelegramBed.Cancellation)).Text.Text);

        bed.Bob.SendText(chat, "fine", replyTo: answer, quote: new Quote("that", 0));
        Assert.Equal(new ReplyTarget(new RemoteMessageId($"{answer.IdFor(bed.Alice)}"), "that"), (await host.MessageAsync("fine")).ReplyTo);
    }

    [Fact]
    public async Task A_reply_to_a_deleted_message_arrives_without_its_target()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        var message = bed.Bob.SendText(chat, "soon gone");
        var received = await host.MessageAsync("soon gone");
        bed.Bob.Delete(message);
        await host.Events.FirstAsync<RemoteDeletion>();

        await account.SendAsync(Texts.Message(received.Chat, "too late") with { ReplyTo = new ReplyTarget(received.Id) }, TelegramBed.Cancellation);

        var answer = await bed.Telegram.WaitForMessageAsync(chat, candidate => candidate.Text == "too late", cancellationToken: TelegramBed.Cancellation);
        Assert.Null(answer.ReplyTo);
        Assert.Null(await ((IReadsMessages)account).ReadMessageAsync(received.Chat, received.Id, TelegramBed.Cancellation));
    }

    [Fact]
    public async Task Receipts_and_typing_go_both_ways()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        var message = bed.Bob.SendText(chat, "hello");
        var received = await host.MessageAsync("hello");

        await ((ISendsReadReceipts)account).MarkReadAsync(received.Chat, received.Id, TelegramBed.Cancellation);
        await bed.Telegram.WaitUntilAsync(() => chat.LastReadBy(bed.Alice) == message, cancellationToken: TelegramBed.Cancellation);

        await ((ISendsTyping)account).SendTypingAsync(received.Chat, isTyping: true, TelegramBed.Cancellation);
        await bed.Telegram.WaitUntilAsync(() => chat.Typing.Any(notice => notice.Person == bed.Alice), cancellationToken: TelegramBed.Cancellation);

        bed.Bob.StartTyping(chat);
        Assert.Equal($"{bed.Bob.Id}", (await host.TypingSigns.FirstAsync(sign => sign.IsTyping)).User.Value);

        var sent = await account.SendAsync(Texts.Message(received.Chat, "read me"), TelegramBed.Cancellation);
        bed.Bob.Read(chat);
        var receipt = await host.Events.FirstAsync<RemoteReadReceipt>(candidate => !candidate.FromSelf);
        Assert.Equal(sent.Ids[0], receipt.UpTo);
        Assert.Equal($"{bed.Bob.Id}", receipt.Reader.Value);
    }

    [Fact]
    public async Task Reading_on_another_device_is_told()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "hello");
        var received = await host.MessageAsync("hello");

        bed.Alice.Read(chat);

        var receipt = await host.Events.FirstAsync<RemoteReadReceipt>(candidate => candidate.FromSelf);
        Assert.Equal((received.Id, account.Self), (receipt.UpTo, receipt.Reader));
    }

    [Fact]
    public async Task A_forward_names_its_origin_and_a_rename_is_told()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var carol = bed.Telegram.People.Add("Carol", phone: "+9996614444");
        var original = carol.SendText(carol.ChatWith(bed.Bob), "big news");

        bed.Bob.Forward(original, bed.Alice.ChatWith(bed.Bob));
        Assert.Equal("Carol", (await host.MessageAsync("big news")).Forward?.Name);

        bed.Bob.Rename(firstName: "Robert");
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "call me Robert");
        Assert.Equal("Robert", (await host.Users.FirstAsync(user => user.Id.Value == $"{bed.Bob.Id}")).Name);
    }
}
