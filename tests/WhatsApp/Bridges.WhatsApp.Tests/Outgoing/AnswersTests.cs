using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Outgoing;

/// <summary>What is answered by a choice: invitations to events, buttons of businesses, polls.</summary>
public sealed class AnswersTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static readonly string Secret = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(number => (byte)(number * 3))]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    public static TheoryData<string, string> Buttons => new()
    {
        {
            "buttonsResponseMessage",
            """{"buttonsMessage":{"contentText":"Which?","headerType":1,"buttons":[{"buttonId":"b1","buttonText":{"displayText":"Tea"},"type":1},{"buttonId":"b2","buttonText":{"displayText":"Coffee"},"type":1}]}}"""
        },
        {
            "listResponseMessage",
            """{"listMessage":{"title":"Menu","description":"Which?","listType":1,"sections":[{"title":"Hot","rows":[{"title":"Tea","rowId":"b1"},{"title":"Coffee","rowId":"b2"}]}]}}"""
        },
        {
            "templateButtonReplyMessage",
            """{"templateMessage":{"hydratedTemplate":{"hydratedContentText":"Which?","hydratedButtons":[{"index":0,"quickReplyButton":{"displayText":"Tea","id":"b1"}},{"index":1,"quickReplyButton":{"displayText":"Coffee","id":"b2"}}]}}}"""
        },
        {
            "interactiveResponseMessage",
            """{"interactiveMessage":{"body":{"text":"Which?"},"nativeFlowMessage":{"buttons":[{"name":"quick_reply","buttonParamsJson":"{\"display_text\":\"Tea\",\"id\":\"b1\"}"},{"name":"quick_reply","buttonParamsJson":"{\"display_text\":\"Coffee\",\"id\":\"b2\"}"}]}}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Buttons))]
    public async Task A_press_is_the_answer_that_the_button_asks_for(string answer, string asked)
    {
        var id = await Bed.SendAsync(Bed.Alice, JsonDocument.Parse(asked).RootElement);
        var message = await linked.Host.Events.FirstAsync<RemoteMessage>(told => told.Id == id);
        Assert.Equal(["Tea", "Coffee"], message.Choices.Select(choice => choice.Label));

        await linked.Account.PressAsync(new DeliveryId($"press {answer}"), message.Chat, id, message.Choices[1], Cancellation);

        var pressed = (await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Object(answer) is not null)).GetProperty("message").GetProperty(answer);
        Assert.Contains("b2", pressed.ToString(), StringComparison.Ordinal);
        Assert.Equal(id.Value, pressed.GetProperty("contextInfo").Text("stanzaId"));
    }

    [Fact]
    public async Task An_invitation_is_answered_by_a_choice()
    {
        var id = await Bed.SendAsync(Bed.Alice, new { eventMessage = new { name = "Picnic", startTime = 1900000000 }, messageContextInfo = new { messageSecret = new { base64 = Secret } } });
        var message = await linked.Host.Events.FirstAsync<RemoteMessage>(told => told.Id == id);

        await linked.Account.PressAsync(new DeliveryId("coming"), message.Chat, id, message.Choices.Single(choice => choice.Label == "Maybe"), Cancellation);

        var received = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Object("encEventResponseMessage") is not null);
        Assert.Equal("MAYBE", (await Bed.Simulation.DoAsync("openSealed", Opening(received, id))).Text("response"));
    }

    [Fact]
    public async Task An_invitation_into_a_group_is_taken_up_by_its_choice()
    {
        const string Group = "120363000000000777@g.us";
        await Bed.Simulation.DoAsync("group", new { id = Group, subject = "Chess", owner = Bed.Alice.Number, members = new[] { Bed.Alice.Number } });

        var until = TimeProvider.System.GetUtcNow().AddDays(3).ToUnixTimeSeconds();
        var (withdrawn, taken) = (await InvitedAsync("WRONG", until), await InvitedAsync("SIMULATEDCODE", until));
        await Assert.ThrowsAsync<BridgeException>(() => linked.Account.PressAsync(new DeliveryId("withdrawn"), withdrawn.Chat, withdrawn.Id, withdrawn.Choices[0], Cancellation));
        await linked.Account.PressAsync(new DeliveryId("join"), taken.Chat, taken.Id, taken.Choices[0], Cancellation);

        var details = await linked.Account.GetChatAsync(RemoteIds.Chat(Group, Bed.Account), Cancellation);
        Assert.Equal("Chess", details.Name);
        await linked.Host.Events.FirstAsync(told => told.Chat == RemoteIds.Chat(Group, Bed.Account));

        async Task<RemoteMessage> InvitedAsync(string code, long expiration)
        {
            var id = await Bed.SendAsync(Bed.Alice, new { groupInviteMessage = new { groupJid = Group, groupName = "Chess", inviteCode = code, inviteExpiration = expiration } });
            return await linked.Host.Events.FirstAsync<RemoteMessage>(told => told.Id == id);
        }
    }

    [Fact]
    public async Task An_invitation_that_has_expired_is_refused_in_words()
    {
        var id = await Bed.SendAsync(Bed.Alice, new { groupInviteMessage = new { groupJid = "120363000000000778@g.us", groupName = "Chess", inviteCode = "SIMULATEDCODE", inviteExpiration = 1_700_000_000 } });
        var message = await linked.Host.Events.FirstAsync<RemoteMessage>(told => told.Id == id);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.PressAsync(new DeliveryId("late"), message.Chat, id, message.Choices[0], Cancellation));

        Assert.Contains("expired", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_made_here_arrives_and_hears_of_its_answers()
    {
        var answered = await linked.Account.RunAsync(
            new CommandCall(new DeliveryId("event"), "event", RichText.Plain("2090-01-31 18:30 Dinner at eight"), Bed.Chat, ReplyTo: null), Cancellation);
        Assert.Contains("Dinner at eight", answered.Text, StringComparison.Ordinal);
        var received = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Object("eventMessage")?.Text("name") == "Dinner at eight");
        var happening = received.GetProperty("message");
        Assert.Equal(new DateTimeOffset(2090, 1, 31, 18, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds(), happening.GetProperty("eventMessage").Number("startTime"));

        await Bed.Simulation.DoAsync("sealed", new
        {
            from = Bed.Alice.Number, to = Bed.Me.Number, target = received.Text("id"), author = Bed.Me.Number,
            secret = new { base64 = happening.GetProperty("messageContextInfo").Text("messageSecret") }, purpose = "Event Response", plain = new { response = 1 }, field = "encEventResponseMessage",
        });

        var told = await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.ReplyTo?.Message.Value == received.Text("id"));
        Assert.Contains("going", ((TextContent)told.Parts[0].Content).Text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dinner")]
    [InlineData("2090-01-31 18:30")]
    [InlineData("2090-13-31 18:30 Dinner")]
    [InlineData("2001-01-31 18:30 Dinner")]
    public async Task An_event_without_a_time_to_come_or_a_name_is_refused(string said)
    {
        var refusal = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.RunAsync(
            new CommandCall(new DeliveryId("no event"), "event", RichText.Plain(said), Bed.Chat, ReplyTo: null), Cancellation));

        Assert.Contains("UTC", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The latest vote counts, wherever it was cast.</summary>
    [Fact]
    public async Task A_vote_after_one_on_the_phone_arrives()
    {
        var poll = await Bed.Simulation.DoAsync("poll", new { from = Bed.Alice.Number, to = Bed.Me.Number, question = "Third?", options = new[] { "yes", "no", "later" } });
        var id = new RemoteMessageId(poll.Text("id")!);
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == id);

        await linked.Account.VoteAsync(new OutgoingVote(new DeliveryId("first vote"), Bed.Chat, id, ["0"]), Cancellation);
        await Bed.Simulation.DoAsync("vote", new { from = Bed.Me.Number, to = Bed.Alice.Number, target = id.Value, author = Bed.Alice.Number, secret = new { base64 = poll.Object("secret")?.Text("base64") }, options = new[] { "no" }, fromPhone = true });
        await linked.Host.Events.FirstAsync<RemoteVote>(vote => vote.Poll == id && vote.Options.Contains("1"));
        await linked.Account.VoteAsync(new OutgoingVote(new DeliveryId("third vote"), Bed.Chat, id, ["2"]), Cancellation);

        await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Texts("votes").SequenceEqual(["later"]));
    }

    private object Opening(JsonElement received, RemoteMessageId target)
    {
        var answer = received.GetProperty("message").GetProperty("encEventResponseMessage");
        return new
        {
            from = Bed.Me.Number, author = Bed.Alice.Number, target = target.Value, secret = new { base64 = Secret },
            payload = new { base64 = answer.Text("encPayload") }, iv = new { base64 = answer.Text("encIv") }, purpose = "Event Response",
        };
    }
}
