using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Incoming;

/// <summary>What changes or adds to a message, as it comes in.</summary>
public sealed class ChangesTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task An_edit_and_a_deletion_name_their_message()
    {
        var id = await Bed.SayAsync(Bed.Alice, "first");
        await Bed.Simulation.DoAsync("edit", new { from = Bed.Alice.Number, to = Bed.Me.Number, target = id.Value, message = new { conversation = "second" } });
        await Bed.Simulation.DoAsync("revoke", new { from = Bed.Alice.Number, to = Bed.Me.Number, target = id.Value });

        var edit = await linked.Host.Events.FirstAsync<RemoteEdit>(edit => edit.Target == id);
        Assert.Equal("second", Assert.IsType<TextContent>(edit.Parts[0].Content).Text.Text);
        Assert.True(edit.Version > 0);
        var deletion = await linked.Host.Events.FirstAsync<RemoteDeletion>(deletion => deletion.Target == id);
        Assert.Equal(Bed.Alice.Lid, deletion.Sender?.Value);
        Assert.DoesNotContain(await linked.Account.ReadHistoryAsync(Bed.Chat, after: null, 100, Cancellation), message => message.Id == id);

        // What is there is not gone, and what this login never heard of need not be.
        var kept = await Bed.SayAsync(Bed.Alice, "kept");
        await linked.Host.MessageAsync("kept");
        Assert.Equal([id], await linked.Account.FindGoneAsync(Bed.Chat, [kept, id, new RemoteMessageId("FROMBEFORE")], Cancellation));
    }

    [Fact]
    public async Task Nobody_changes_or_deletes_what_somebody_else_said()
    {
        var group = "120363000000000007@g.us";
        var mallory = await Bed.Simulation.PersonAsync("Mallory");
        await Bed.Simulation.DoAsync("group", new { id = group, subject = "g", owner = Bed.Alice.Number, members = new[] { Bed.Alice.Number, Bed.Me.Number, mallory.Number } });
        var id = await Bed.SayAsync(Bed.Alice, "mine", group);
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == id);
        await linked.Account.GetChatAsync(new ChatKey(new RemoteChatId(group)), Cancellation);

        await Bed.Simulation.DoAsync("edit", new { from = mallory.Number, to = group, target = id.Value, message = new { conversation = "forged" } });
        await Bed.Simulation.DoAsync("revoke", new { from = mallory.Number, to = group, target = id.Value, mine = true });
        var last = await Bed.SayAsync(mallory, "after it", group);
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == last);

        Assert.DoesNotContain(linked.Host.Events.All, told => told is RemoteEdit edit && edit.Target == id);
        Assert.DoesNotContain(linked.Host.Events.All, told => told is RemoteDeletion deletion && deletion.Target == id);
    }

    [Fact]
    public async Task A_reaction_is_set_and_taken_back()
    {
        var id = await Bed.SayAsync(Bed.Alice, "like me");
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == id);
        foreach (var emoji in new[] { "👍", "" })
        {
            await Bed.Simulation.DoAsync("react", new { from = Bed.Alice.Number, to = Bed.Me.Number, target = id.Value, mine = true, emoji });
        }

        var reactions = await linked.Host.Events.UntilAsync(events => events.OfType<RemoteReactions>().Count(one => one.Target == id) == 2, "two reactions");
        Assert.Equal(["👍", ""], reactions.OfType<RemoteReactions>().Where(one => one.Target == id).Select(one => one.Reactions is [var first] ? first.Key : ""));
    }

    [Fact]
    public async Task Votes_are_told_by_anybody_in_either_direction()
    {
        var poll = await Bed.Simulation.DoAsync("poll", new { from = Bed.Alice.Number, to = Bed.Me.Number, question = "Lunch?", options = new[] { "yes", "no" } });
        var id = new RemoteMessageId(poll.Text("id")!);
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == id);

        await linked.Account.VoteAsync(new OutgoingVote(new DeliveryId($"vote-{id}"), Bed.Chat, id, ["1"]), Cancellation);
        var vote = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Texts("votes").Any());
        Assert.Equal(["no"], vote.GetProperty("message").Texts("votes"));

        await Bed.Simulation.DoAsync("vote", new { from = Bed.Alice.Number, to = Bed.Me.Number, target = id.Value, author = Bed.Alice.Number, secret = new { base64 = poll.Object("secret")?.Text("base64") }, options = new[] { "yes" } });
        var theirs = await linked.Host.Events.FirstAsync<RemoteVote>(vote => vote.Poll == id && vote.Sender.Value == Bed.Alice.Lid);
        Assert.Equal(["0"], theirs.Options);

        // Encrypted for the opaque id, and sent by number.
        await Bed.Simulation.DoAsync("vote", new { from = Bed.Alice.Number, to = Bed.Me.Number, target = id.Value, author = Bed.Alice.Number, secret = new { base64 = poll.Object("secret")?.Text("base64") }, options = new[] { "no" }, lid = false });
        await linked.Host.Events.FirstAsync<RemoteVote>(vote => vote.Poll == id && vote.Sender.Value == Bed.Alice.Lid && vote.Options is ["1"]);
    }

    /// <summary>The latest vote counts, wherever it was cast.</summary>
    [Fact]
    public async Task A_vote_on_the_accounts_own_phone_is_the_accounts_own()
    {
        var poll = await Bed.Simulation.DoAsync("poll", new { from = Bed.Alice.Number, to = Bed.Me.Number, question = "Again?", options = new[] { "yes", "no" } });
        var id = poll.Text("id")!;
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id.Value == id);

        await Bed.Simulation.DoAsync("vote", new { from = Bed.Me.Number, to = Bed.Alice.Number, target = id, author = Bed.Alice.Number, secret = new { base64 = poll.Object("secret")?.Text("base64") }, options = new[] { "yes" }, fromPhone = true });

        var vote = await linked.Host.Events.FirstAsync<RemoteVote>(vote => vote.Poll.Value == id);
        Assert.Equal(Bed.Me.Lid, vote.Sender.Value);
        Assert.Equal(Bed.Chat, vote.Chat);
        Assert.Equal(["0"], vote.Options);
    }

    [Theory]
    [InlineData("Enc Reaction", "encReactionMessage")]
    [InlineData("Enc Comment", "encCommentMessage")]
    [InlineData("Message Edit", "secretEncryptedMessage")]
    public async Task What_communities_encrypt_once_more_is_opened(string purpose, string field)
    {
        var secret = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(number => (byte)number)]);
        var id = await Bed.SendAsync(Bed.Alice, new { conversation = $"for {purpose}", messageContextInfo = new { messageSecret = new { base64 = secret } } });
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == id);
        object plain = purpose == "Enc Reaction" ? new { text = "🎉" } : new { conversation = "opened" };
        object extra = purpose == "Message Edit" ? new { secretEncType = 2 } : new { };

        await Bed.Simulation.DoAsync("sealed", new { from = Bed.Alice.Number, to = Bed.Me.Number, target = id.Value, author = Bed.Alice.Number, secret = new { base64 = secret }, purpose, plain, field, extra });

        switch (purpose)
        {
            case "Enc Reaction":
                Assert.Equal("🎉", (await linked.Host.Events.FirstAsync<RemoteReactions>(one => one.Target == id)).Reactions[0].Key);
                break;
            case "Enc Comment":
                Assert.Equal(new ReplyTarget(id) { IsThreadRoot = true }, (await linked.Host.MessageAsync("opened")).ReplyTo);
                break;
            default:
                Assert.Equal("opened", Assert.IsType<TextContent>((await linked.Host.Events.FirstAsync<RemoteEdit>(one => one.Target == id)).Parts[0].Content).Text.Text);
                break;
        }
    }

    [Fact]
    public async Task Receipts_and_typing_are_told()
    {
        var sent = await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("receipts"), Bed.Chat, new TextContent(RichText.Plain("seen?"))), Cancellation);
        foreach (var type in new[] { null, "read" })
        {
            await Bed.Simulation.DoAsync("receipt", new { from = Bed.Alice.Number, to = Bed.Me.Number, id = sent.Ids[0].Value, type });
        }

        await linked.Host.Events.FirstAsync<RemoteMessageState>(state => state.State == MessageState.Delivered && state.Messages[0] == sent.Ids[0]);
        var read = await linked.Host.Events.FirstAsync<RemoteReadReceipt>(receipt => receipt.UpTo == sent.Ids[0]);
        Assert.Equal(Bed.Alice.Lid, read.Reader.Value);
        Assert.False(read.FromSelf);

        await Bed.Simulation.DoAsync("receipt", new { from = Bed.Alice.Number, to = Bed.Me.Number, id = sent.Ids[0].Value, type = "played" });
        await linked.Host.Events.FirstAsync<RemoteMessageState>(state => state.State == MessageState.Played && state.Messages[0] == sent.Ids[0]);

        await Bed.Simulation.DoAsync("typing", new { from = Bed.Alice.Number, to = Bed.Me.Number });
        Assert.True((await linked.Host.TypingSigns.FirstAsync(typing => typing.User.Value == Bed.Alice.Lid)).IsTyping);
        var bob = await Bed.Simulation.PersonAsync("Bob who records");
        await Bed.Simulation.DoAsync("typing", new { from = bob.Number, to = Bed.Me.Number, media = "audio" });
        Assert.True((await linked.Host.TypingSigns.FirstAsync(typing => typing.User.Value == bob.Lid)).IsTyping);
    }

    /// <summary>What is written on the phone is the user's own.</summary>
    [Fact]
    public async Task What_the_user_writes_on_the_phone_is_the_users_own()
    {
        var group = "120363000000000008@g.us";
        await Bed.Simulation.DoAsync("group", new { id = group, subject = "g", owner = Bed.Alice.Number, members = new[] { Bed.Alice.Number, Bed.Me.Number } });
        await Bed.Simulation.DoAsync("send", new { from = Bed.Me.Number, to = group, message = new { conversation = "in the group" }, fromPhone = true });
        await Bed.Simulation.DoAsync("send", new { from = Bed.Me.Number, to = Bed.Alice.Number, message = new { conversation = "in private" }, fromPhone = true });

        foreach (var text in new[] { "in the group", "in private" })
        {
            var message = await linked.Host.MessageAsync(text);
            Assert.True(message.FromSelf);
            Assert.Equal(Bed.Me.Lid, message.Sender.Value);
        }

        Assert.Equal(Bed.Chat, (await linked.Host.MessageAsync("in private")).Chat);
    }
}
