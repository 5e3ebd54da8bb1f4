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

        // WhatsApp hands everything to the other login before it confirms it.
        await Stage.WhatsApp.DoAsync("faults", new { lateAcks = 1500 });
        var said = await Stage.Alice.SendTextAsync(room, "only once");
        await ReceivedAsync(received => TextOf(received) == "only once");
        await Stage.Alice.EditAsync(room, said, "only once, changed");
        await ReceivedAsync(received => received.GetProperty("message").TryGetProperty("protocolMessage", out var change) && change.TryGetProperty("editedMessage", out _));
        await Stage.Alice.ReactAsync(room, said, "👍");
        await ReceivedAsync(received => received.GetProperty("message").TryGetProperty("reactionMessage", out _));
        await VoteAsync(room);
        await Stage.Alice.RedactAsync(room, said);
        await ReceivedAsync(received => received.GetProperty("message").TryGetProperty("protocolMessage", out var change) && !change.TryGetProperty("editedMessage", out _));
        await Stage.WhatsApp.DoAsync("faults", new { lateAcks = (int?)null });
        await Stage.SayAsync(Stage.Bob, new { conversation = "the last word" }, Group);
        await ben.WaitForEventAsync(seen => seen.RoomId == room && seen.Body == "the last word", WhatsAppStage.Patience);

        // Ben's own view: what was deleted is still counted as an event, without its words.
        var timeline = await ben.TimelineAsync(room);
        var byAlice = timeline.Where(seen => seen.Sender == Stage.Alice.UserId).GroupBy(seen => seen.Type).ToDictionary(events => events.Key, events => events.Count(), StringComparer.Ordinal);
        Assert.Equal((2, 1, 1, 1, 1), (Count("m.room.message"), Count("m.reaction"), Count("org.matrix.msc3381.poll.start"), Count("org.matrix.msc3381.poll.response"), Count("m.room.redaction")));
        Assert.DoesNotContain(timeline, seen => seen.Sender == Stage.GhostOf(Stage.Me));
        Assert.Single(timeline, seen => seen.Type == "m.reaction");
        Assert.Single(timeline, seen => seen.Type == "m.room.redaction");
        Assert.Single(timeline, seen => seen.Body == "welcome both");
        Assert.Single(timeline, seen => seen.Body == "the last word");

        int Count(string type) => byAlice.GetValueOrDefault(type);
    }

    private async Task VoteAsync(string room)
    {
        var poll = await Stage.Alice.SendAsync(room, "org.matrix.msc3381.poll.start", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["org.matrix.msc3381.poll.start"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["kind"] = "org.matrix.msc3381.poll.disclosed", ["max_selections"] = 1, ["question"] = Words("Soup?"),
                ["answers"] = new[] { Answer("a", "yes"), Answer("b", "no") },
            },
            ["org.matrix.msc1767.text"] = "Soup?",
        });
        await ReceivedAsync(received => received.GetProperty("message").TryGetProperty("pollCreationMessageV3", out _));
        await Stage.Alice.SendAsync(room, "org.matrix.msc3381.poll.response", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["m.relates_to"] = new { rel_type = "m.reference", event_id = poll },
            ["org.matrix.msc3381.poll.response"] = new { answers = new[] { "a" } },
        });
        await ReceivedAsync(received => received.GetProperty("message").TryGetProperty("votes", out var votes) && votes.GetArrayLength() == 1);
    }

    private static Dictionary<string, object> Words(string text) => new(StringComparer.Ordinal) { ["org.matrix.msc1767.text"] = text };

    private static Dictionary<string, object> Answer(string id, string text) => new(StringComparer.Ordinal) { ["id"] = id, ["org.matrix.msc1767.text"] = text };

    private static bool IsGroup(MatrixEvent seen) =>
        seen is { Kind: EventKind.Timeline, Type: "m.room.name" } && seen.Content.TryGetProperty("name", out var name) && name.GetString() == "Both";

    private Task<JsonElement> ReceivedAsync(Func<JsonElement, bool> fits) =>
        Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => received.GetProperty("chat").GetString() == Group && fits(received));

    private static string? TextOf(JsonElement received) =>
        received.GetProperty("message").TryGetProperty("extendedTextMessage", out var text) ? text.GetProperty("text").GetString() : null;
}
