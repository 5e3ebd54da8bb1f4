using System.Text.Json;
using Bridges.TestBeds.Users;
using Bridges.WhatsApp.EndToEnd.Tests.Beds;

namespace Bridges.WhatsApp.EndToEnd.Tests;

/// <summary>Two users of the bridge in one group: what one says the other's login hears, too, even before WhatsApp has confirmed it.</summary>
public sealed class TwoLoginsTests(WhatsAppTalk talk) : IClassFixture<WhatsAppTalk>
{
    private const string Group = "120363000000000077@g.us";

    private WhatsAppStage Stage => talk.Stage;

    [Fact]
    public async Task What_one_says_is_one_event_whichever_login_hears_of_it()
    {
        var carol = await Stage.WhatsApp.PersonAsync("Carol");
        await using var ben = await Stage.NewcomerAsync("ben", carol);
        await Stage.WhatsApp.DoAsync("group", new { id = Group, subject = "Both", owner = Stage.Bob.Number, members = new[] { Stage.Bob.Number, carol.Number, Stage.Me.Number } });
        await Stage.SayAsync(Stage.Bob, new { conversation = "come in" }, Group);
        // Whose login hears of the group first is in its room first; the other comes after.
        var room = (await Stage.SeeAsync(IsGroup)).RoomId;
        await ben.WaitForEventAsync(IsGroup, WhatsAppStage.Patience);
        await Stage.SayAsync(Stage.Bob, new { conversation = "welcome both" }, Group);
        await Stage.SeeAsync(seen => seen.Body == "welcome both");
        await ben.WaitForEventAsync(seen => seen.RoomId == room && seen.Body == "welcome both", WhatsAppStage.Patience);

        var said = await Stage.Alice.SendTextAsync(room, "only once");
        await ReceivedAsync(received => TextOf(received) == "only once");
        await Stage.Alice.EditAsync(room, said, "only once, changed");
        await ReceivedAsync(received => received.GetProperty("message").TryGetProperty("protocolMessage", out var change) && change.TryGetProperty("editedMessage", out _));
        await Stage.Alice.ReactAsync(room, said, "👍");
        await ReceivedAsync(received => received.GetProperty("message").TryGetProperty("reactionMessage", out _));
        await Stage.SayAsync(Stage.Bob, new { conversation = "the last word" }, Group);
        await ben.WaitForEventAsync(seen => seen.RoomId == room && seen.Body == "the last word", WhatsAppStage.Patience);

        var timeline = await Stage.Alice.TimelineAsync(room);
        Assert.Equal(2, timeline.Count(seen => seen.Body?.Contains("only once", StringComparison.Ordinal) == true));
        Assert.All(timeline.Where(seen => seen.Body?.Contains("only once", StringComparison.Ordinal) == true), seen => Assert.Equal(Stage.Alice.UserId, seen.Sender));
        Assert.Single(timeline, seen => seen.Type == "m.reaction");
        Assert.Single(timeline, seen => seen.Body == "welcome both");
        Assert.Single(timeline, seen => seen.Body == "the last word");
    }

    private static bool IsGroup(MatrixEvent seen) =>
        seen is { Kind: EventKind.Timeline, Type: "m.room.name" } && seen.Content.TryGetProperty("name", out var name) && name.GetString() == "Both";

    private Task<JsonElement> ReceivedAsync(Func<JsonElement, bool> fits) =>
        Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => received.GetProperty("chat").GetString() == Group && fits(received));

    private static string? TextOf(JsonElement received) =>
        received.GetProperty("message").TryGetProperty("extendedTextMessage", out var text) ? text.GetProperty("text").GetString() : null;
}
