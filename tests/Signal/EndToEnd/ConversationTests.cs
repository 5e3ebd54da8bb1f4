using System.Text.Json.Nodes;
using Bridges.Signal.EndToEnd.Tests.Beds;
using Bridges.Signal.Simulator;
using Bridges.Signal.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Signal.EndToEnd.Tests;

/// <summary>What Alice does in Element, and what she sees there, with the real engine and a real homeserver.</summary>
public sealed class ConversationTests(SharedStage shared) : EndToEndTest(shared.Stage)
{
    [Fact]
    public async Task Texts_replies_edits_and_deletions_go_both_ways()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var (asked, question) = await talk.BobSaysAsync(Talk.Unique("How are you?"), Cancellation);
        Assert.Equal(talk.Ghost, question.Sender);

        var answer = Talk.Unique("Fine");
        var answerId = await talk.Matrix.ReplyAsync(talk.Room, question.EventId, answer, Cancellation);
        var heard = await talk.Bob.HearTextAsync(answer);
        Assert.Equal((asked, talk.Bob.Id), (heard.Number("quote", "id"), AciOf(heard.Text("quote", "authorAciBinary"))));

        await talk.Matrix.EditAsync(talk.Room, answerId, "Very fine", Cancellation);
        await talk.Bob.HearAsync("the edit", content => content.Text("editMessage", "dataMessage", "body") == "Very fine" && content.Number("editMessage", "targetSentTimestamp") == heard.Number("timestamp"));
        await talk.Matrix.RedactAsync(talk.Room, answerId, Cancellation);
        await talk.Bob.HearMessageAsync("the deletion", message => message.Number("delete", "targetSentTimestamp") == heard.Number("timestamp"));

        var edited = Talk.Unique("How is everybody?");
        await talk.Bob.SayAsync(talk.Alice.Id, new JsonObject { ["text"] = edited }, new JsonObject { ["edit"] = asked });
        await talk.SeeAsync("m.room.message", seen => seen.Body?.EndsWith(edited, StringComparison.Ordinal) == true && seen.Content.GetProperty("m.relates_to").GetProperty("event_id").GetString() == question.EventId, Cancellation);
        await talk.Bob.SayAsync(talk.Alice.Id, new JsonObject { ["delete"] = asked });
        await talk.SeeAsync("m.room.redaction", seen => seen.ToString().Contains(question.EventId, StringComparison.Ordinal), Cancellation);
    }

    [Fact]
    public async Task A_group_has_a_room_with_its_members_in_which_all_can_talk()
    {
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var carol = await Stage.Signal.PersonAsync("Carol");
        var group = await Stage.Signal.GroupAsync(talk.Alice, "Picnic", talk.Alice, talk.Bob, carol);
        var hello = Talk.Unique("Hello all");
        await carol.SayInGroupAsync(group, hello);

        var seen = await talk.Matrix.WaitForEventAsync(told => told.Kind == EventKind.Timeline && told.Body == hello, Patience, Cancellation);
        Assert.Equal(Stage.GhostOf(carol), seen.Sender);
        Assert.Equal("Picnic", (await talk.Matrix.StateAsync(seen.RoomId, "m.room.name", cancellation: Cancellation))?.GetProperty("name").GetString());
        var answer = Talk.Unique("Hello Carol");
        await talk.Matrix.SendTextAsync(seen.RoomId, answer, Cancellation);
        await carol.HearTextAsync(answer);
        await talk.Bob.HearTextAsync(answer);

        await Stage.Signal.ChangeGroupAsync(group, talk.Bob, new JsonObject { ["title"] = "Picnic at four" });
        await talk.Matrix.WaitForEventAsync(told => told.RoomId == seen.RoomId && told.Type == "m.room.name" && told.Content.GetProperty("name").GetString() == "Picnic at four", Patience, Cancellation);
    }

    [Fact]
    public async Task Two_users_of_the_bridge_in_one_group_see_each_message_once()
    {
        const int Messages = 300;
        const int Together = 20;
        var talk = await Talk.BeginAsync(Stage, Cancellation);
        var dave = await Stage.RegisterAsync(SignalStage.UniqueName("dave"), Cancellation);
        var daveOnSignal = await Stage.Signal.PersonAsync("Dave", talk.Bob);
        await Stage.LogInAsync(dave, daveOnSignal, Cancellation);
        var group = await Stage.Signal.GroupAsync(talk.Bob, "Shared", talk.Bob, talk.Alice, daveOnSignal);
        foreach (var numbers in Enumerable.Range(1, Messages).Chunk(Together))
        {
            await Task.WhenAll(numbers.Select(number => talk.Bob.SayInGroupAsync(group, $"shared {number}")));
        }

        var last = await talk.Matrix.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == $"shared {Messages}", Patience, Cancellation);
        await dave.WaitForEventAsync(seen => seen.RoomId == last.RoomId && seen.Body == $"shared {Messages}", Patience, Cancellation);
        await talk.Bob.SayInGroupAsync(group, "the end");
        await talk.Matrix.WaitForEventAsync(seen => seen.RoomId == last.RoomId && seen.Body == "the end", Patience, Cancellation);
        var texts = (await talk.Matrix.MessagesAsync(last.RoomId, Cancellation)).Where(seen => seen.Sender == talk.Ghost).Select(seen => seen.Body!).Where(text => text.StartsWith("shared", StringComparison.Ordinal)).ToList();
        Assert.Equal(Messages, texts.Count);
        Assert.Equal(Messages, texts.Distinct().Count());
    }

    private static string AciOf(string? base64)
    {
        var hex = Convert.ToHexStringLower(Convert.FromBase64String(base64 ?? ""));
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }
}
