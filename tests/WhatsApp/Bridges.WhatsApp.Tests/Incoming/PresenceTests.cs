using System.Text.Json;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Incoming;

/// <summary>Who is online is asked for the chats that somebody looks at, and for no others.</summary>
public sealed class PresenceTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_that_is_looked_at_is_asked_for_once_and_others_are_not()
    {
        var bed = linked.Bed;
        var bob = await bed.Simulation.PersonAsync("Bob");
        await bed.SayAsync(bob, "nobody looks here");
        await linked.Host.MessageAsync("nobody looks here");

        await linked.Account.SendTypingAsync(bed.Chat, isTyping: true, Cancellation);
        await linked.Account.SendTypingAsync(bed.Chat, isTyping: false, Cancellation);
        await bed.Simulation.HappensAsync(happening => happening.Text("what") == "chatstate" && happening.Texts("detail").Contains("paused"));
        await bed.Simulation.DoAsync("presence", new { from = bed.Alice.Number, to = bed.Me.Number, available = true });

        Assert.True((await linked.Host.Presences.FirstAsync(presence => presence.User.Value == bed.Alice.Lid)).IsOnline);
        var signs = await SignsAsync();
        Assert.Equal([$"{bed.Alice.Lid}@lid"], signs.Where(sign => sign.Text("type") == "subscribe").Select(sign => sign.Text("to")));
        Assert.Single(signs, sign => sign.Text("type") == "available");
    }

    private async Task<List<JsonElement>> SignsAsync() =>
        [.. (await linked.Bed.Simulation.DoAsync("happenings")).EnumerateArray().Where(happening => happening.Text("what") == "presence").Select(happening => happening.GetProperty("attributes"))];
}
