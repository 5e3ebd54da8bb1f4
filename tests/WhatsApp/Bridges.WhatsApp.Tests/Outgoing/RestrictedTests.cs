using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Outgoing;

/// <summary>An account that WhatsApp takes for spam.</summary>
public sealed class RestrictedTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Told with the end of the block, and not tried again; known people are written to as before.</summary>
    [Fact]
    public async Task A_message_to_a_stranger_is_refused_until_a_time_that_is_told()
    {
        var bed = linked.Bed;
        var stranger = await bed.Simulation.PersonAsync("Stranger");
        var until = new DateTimeOffset(2090, 5, 6, 7, 8, 0, TimeSpan.Zero);
        await bed.Simulation.DoAsync("restrict", new { number = bed.Me.Number, until = $"{until.ToUnixTimeSeconds()}" });
        await bed.Simulation.DoAsync("refuse", new { number = stranger.Number, code = "463" });

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => linked.Account.SendAsync(
            new OutgoingMessage(new DeliveryId("stranger"), bed.ChatWith(stranger), new TextContent(RichText.Plain("hello"))), Cancellation));

        Assert.Equal(FailureKind.Permanent, refusal.Kind);
        Assert.Contains("2090-05-06 07:08", refusal.Message, StringComparison.Ordinal);
        await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("friend"), bed.Chat, new TextContent(RichText.Plain("hello Alice"))), Cancellation);
        Assert.Empty(await bed.Simulation.InboxAsync(stranger));
    }

    /// <summary>Whoever has given a token may be written to all the same; it is kept.</summary>
    [Fact]
    public async Task The_token_that_a_contact_has_given_is_sent_along()
    {
        var bed = linked.Bed;
        var friend = await bed.Simulation.PersonAsync("Friend");
        var token = Convert.ToBase64String([4, 3, 2, 1]);
        await bed.Simulation.DoAsync("rawKept", new
        {
            to = bed.Me.Number,
            node = new
            {
                tag = "notification", attrs = new { from = $"{friend.Lid}@lid", type = "privacy_token", id = "TOKEN1", t = "1800000000" },
                content = new[]
                {
                    new
                    {
                        tag = "tokens", attrs = new { },
                        content = new[]
                        {
                            new
                            {
                                tag = "token", attrs = new { jid = $"{bed.Me.Lid}@lid", t = $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}", type = "trusted_contact" },
                                content = new { base64 = token },
                            },
                        },
                    },
                },
            },
        });
        await bed.SayAsync(friend, "write to me");
        await linked.Host.MessageAsync("write to me");

        await linked.Account.SendAsync(new OutgoingMessage(new DeliveryId("trusted"), bed.ChatWith(friend), new TextContent(RichText.Plain("I do"))), Cancellation);

        var sent = await bed.Simulation.HappensAsync(happening => happening.Text("what") == "token" && happening.GetProperty("attributes").Text("to") == $"{friend.Lid}@lid");
        Assert.Equal(token, sent.Text("detail"));
    }
}
