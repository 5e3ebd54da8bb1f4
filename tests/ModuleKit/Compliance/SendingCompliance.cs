using Bridges.Abstractions;

namespace Bridges.ModuleKit.Compliance;

/// <summary>What every module promises of the messages that it is given.</summary>
public abstract class SendingCompliance : ModuleCompliance
{
    [Fact]
    public async Task Messages_arrive_in_the_order_in_which_they_were_given()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());

        var texts = Enumerable.Range(1, 20).Select(number => $"sent {number}").ToList();
        foreach (var text in texts)
        {
            var sent = await account.SendAsync(Message(bed.Chat, text), Cancellation);
            Assert.NotEmpty(sent.Ids);
            Assert.All(sent.Ids, id => Assert.NotEmpty(id.Value));
        }

        Assert.Equal(texts, (await bed.FriendHasReadAsync()).Where(text => text.StartsWith("sent", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_message_that_was_sent_is_told_under_no_other_id()
    {
        await using var bed = await StartAsync();
        var host = new RecordingHost();
        var account = await bed.OpenAsync(host);

        var sent = await account.SendAsync(Message(bed.Chat, "mine"), Cancellation);
        await bed.FriendSaysAsync("after it");
        await host.MessageAsync("after it");

        Assert.All(
            host.Events.All.OfType<RemoteMessage>().Where(message => message.FromSelf || message.Sender == account.Self),
            echo => Assert.Contains(echo.Id, sent.Ids));
    }

    [Fact]
    public async Task A_repeated_delivery_arrives_once_where_the_network_promises_it()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        var message = Message(bed.Chat, "only once");

        var first = await account.SendAsync(message, Cancellation);
        if (account is not IDeduplicatesDeliveries)
        {
            Assert.Contains("only once", await bed.FriendHasReadAsync());
            return;
        }

        var second = await account.SendAsync(message, Cancellation);
        Assert.Equal(first.Ids, second.Ids);
        Assert.Single(await bed.FriendHasReadAsync(), "only once");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("\ud800 alone")]
    [InlineData("\u202e\u200b\u2063")]
    [InlineData("<b>not html</b> & *not markdown*")]
    public async Task Odd_texts_arrive_or_are_refused_in_words(string text)
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());

        await WorksOrIsRefusedAsync(() => account.SendAsync(Message(bed.Chat, text), Cancellation));
        await account.SendAsync(Message(bed.Chat, "still there"), Cancellation);

        Assert.Contains("still there", await bed.FriendHasReadAsync());
    }

    [Fact]
    public async Task A_very_long_text_arrives_or_is_refused_in_words()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        var text = string.Concat(Enumerable.Repeat("long words ", 5_000));

        if (await WorksOrIsRefusedAsync(() => account.SendAsync(Message(bed.Chat, text), Cancellation)))
        {
            Assert.Contains(await bed.FriendHasReadAsync(), said => said.StartsWith("long words", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Spans_that_do_not_fit_their_text_do_no_harm()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        var text = new RichText("odd spans", [
            new(-3, 5, new TextStyle.Bold()), new(4, 500, new TextStyle.Italic()), new(2, 0, new TextStyle.Code()),
            new(int.MaxValue, int.MaxValue, new TextStyle.Quote()), new(0, 3, new TextStyle.Link("not a link")),
            new(1, 6, new TextStyle.Mention(new("nobody at all")))]);

        if (await WorksOrIsRefusedAsync(() => account.SendAsync(Message(bed.Chat, new TextContent(text)), Cancellation)))
        {
            Assert.Contains("odd spans", await bed.FriendHasReadAsync());
        }
    }

    [Fact]
    public async Task A_chat_that_does_not_exist_is_refused_in_words()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());

        await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Message(new ChatKey(new RemoteChatId("no-such-chat")), "hello?"), Cancellation));
        await Assert.ThrowsAsync<BridgeException>(() => account.GetChatAsync(new ChatKey(new RemoteChatId("no-such-chat")), Cancellation));
    }

    [Fact]
    public async Task A_content_that_is_not_taken_is_refused_in_words()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());

        await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Message(bed.Chat, new UnsupportedContent("a thing")), Cancellation));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_ends_and_leaves_the_account_working()
    {
        await using var bed = await StartAsync();
        var account = await bed.OpenAsync(new RecordingHost());
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => account.SendAsync(Message(bed.Chat, "cancelled"), cancelled.Token).WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await account.SendAsync(Message(bed.Chat, "after the cancelled one"), Cancellation);

        Assert.Contains("after the cancelled one", await bed.FriendHasReadAsync());
    }
}
