using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Groups;

/// <summary>The group in which a community's administrators post, as one of its other members.</summary>
public sealed class AnnouncementTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private const string Id = "120363000000000901@g.us";

    private static readonly ChatKey Group = new(new RemoteChatId(Id));
    private static readonly string Secret = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(number => (byte)number)]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task Everybody_comments_and_reacts_and_only_administrators_post()
    {
        await Bed.Simulation.DoAsync("group", new { id = Id, subject = "Announcements", owner = Bed.Alice.Number, members = new[] { Bed.Alice.Number, Bed.Me.Number }, announce = true, communityAnnounce = true });
        Assert.Equal(MemberRole.Member, (await linked.Account.GetChatAsync(Group, Cancellation)).WhoMaySend);
        var post = await Bed.SendAsync(Bed.Alice, new { conversation = "new opening hours", messageContextInfo = new { messageSecret = new { base64 = Secret } } }, Id);
        await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id == post);

        var comment = await linked.Account.SendAsync(Saying("at last", post), Cancellation);
        Assert.Equal("at last", (await OpenedAsync("encCommentMessage", "Enc Comment", post)).Object("extendedTextMessage")?.Text("text"));

        // Somebody's comment is in the post's thread, and what answers it, too.
        await Bed.Simulation.DoAsync("sealed", new { from = Bed.Alice.Number, to = Id, target = post.Value, author = Bed.Alice.Number, secret = new { base64 = Secret }, purpose = "Enc Comment", plain = new { conversation = "you are welcome" }, field = "encCommentMessage", extra = new { } });
        var answer = await linked.Host.MessageAsync("you are welcome");
        Assert.Equal(new ReplyTarget(post) { IsThreadRoot = true }, answer.ReplyTo);
        var deeper = await linked.Account.SendAsync(Saying("see you", answer.Id), Cancellation);
        var received = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.Text("id") == deeper.Ids[0].Value);
        Assert.Equal(post.Value, received.GetProperty("message").GetProperty("encCommentMessage").GetProperty("targetMessageKey").Text("id"));

        await linked.Account.ReactAsync(new OutgoingReactions(new DeliveryId("thumb"), Group, post, [new Reaction("👍")]), Cancellation);
        Assert.Equal("👍", (await OpenedAsync("encReactionMessage", "Enc Reaction", post)).Text("text"));

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.SendAsync(Saying("a post of mine", null), Cancellation));
        Assert.Contains("To comment on a post, answer it", refusal.Message, StringComparison.Ordinal);
        Assert.NotEqual(comment.Ids[0], deeper.Ids[0]);
    }

    private static OutgoingMessage Saying(string text, RemoteMessageId? answered) =>
        new(new DeliveryId(text), Group, new TextContent(RichText.Plain(text))) { ReplyTo = answered is { } target ? new ReplyTarget(target) : null };

    /// <summary>As the post's author reads it.</summary>
    private async Task<JsonElement> OpenedAsync(string field, string purpose, RemoteMessageId post)
    {
        var received = await Bed.Simulation.ReceivesAsync(Bed.Alice, received => received.GetProperty("message").Object(field) is not null);
        var sealedPart = received.GetProperty("message").GetProperty(field);
        Assert.Equal(post.Value, sealedPart.GetProperty("targetMessageKey").Text("id"));
        return await Bed.Simulation.DoAsync("openSealed", new
        {
            from = Bed.Me.Number, author = Bed.Alice.Number, target = post.Value, secret = new { base64 = Secret }, purpose,
            payload = new { base64 = sealedPart.Text("encPayload") }, iv = new { base64 = sealedPart.Text("encIv") },
        });
    }
}
