using Bridges.EndToEnd.Tests.Beds;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>Links to messages lead to them on either side.</summary>
public sealed class LinkTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task A_link_to_a_bridged_message_leads_to_it_on_Matrix_and_back()
    {
        var bob = fixture.Alice.Meet("Bob");
        var group = Stage.Telegram.Chats.CreateSupergroup("Friends", bob, fixture.Alice.Telegram);
        var talk = await Talk.BeginAsync(fixture.Alice, bob, group, Cancellation);
        var (linked, seen) = await talk.BobSaysAsync(Talk.Unique("the place to be"), Cancellation);
        var url = $"https://t.me/c/{group.Id}/{linked.IdFor(bob)}";

        bob.SendText(group, $"see {url}");

        var said = await talk.SeeAsync("m.room.message", one => one.Body?.StartsWith("see ", StringComparison.Ordinal) == true, Cancellation);
        Assert.Contains(Uri.EscapeDataString(seen.EventId), said.Html, StringComparison.Ordinal);
        Assert.Contains("https://matrix.to/#/", said.Html, StringComparison.Ordinal);
        await talk.Alice.Matrix.SendHtmlAsync(
            talk.Room, "look there", $"look <a href=\"https://matrix.to/#/{Uri.EscapeDataString(talk.Room)}/{Uri.EscapeDataString(seen.EventId)}\">there</a>", Cancellation);
        var sent = await talk.ReachesTelegramAsync("look there", Cancellation);
        Assert.Equal(url, Assert.Single(sent.Entities).Url);
    }
}
