using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Messages;

public sealed class EditTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task Several_edits_in_a_row_by_Bob_replace_his_message_each_in_turn()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (message, original) = await talk.BobSaysAsync("first of Bob", Cancellation);

        foreach (var text in new[] { "second of Bob", "third of Bob", "fourth of Bob" })
        {
            talk.Bob.Edit(message, text);
            await EditSeenAsync(talk, original.EventId, text);
        }

        var edits = await EditsAsync(talk, original.EventId);
        Assert.Equal([(talk.Ghost, "second of Bob"), (talk.Ghost, "third of Bob"), (talk.Ghost, "fourth of Bob")], edits);
    }

    [Fact]
    public async Task An_edit_keeps_its_formatting()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (message, original) = await talk.BobSaysAsync("it is fine", Cancellation);
        var (ownEvent, own) = await talk.AliceSaysAsync("is it fine", Cancellation);

        talk.Bob.Edit(message, "it is very fine", [new(EntityKind.Bold, 6, 4)]);
        await talk.Alice.Matrix.SendAsync(talk.Room, "m.room.message", new Dictionary<string, object>
        {
            ["msgtype"] = "m.text",
            ["body"] = "* is it really fine",
            ["m.new_content"] = new { msgtype = "m.text", body = "is it really fine", format = "org.matrix.custom.html", formatted_body = "is it <i>really</i> fine" },
            ["m.relates_to"] = new { rel_type = "m.replace", event_id = ownEvent },
        }, Cancellation);

        var edit = await EditSeenAsync(talk, original.EventId, "it is very fine");
        Assert.Equal("it is <strong>very</strong> fine", edit.Content.GetProperty("m.new_content").GetProperty("formatted_body").GetString());
        await talk.OnTelegramAsync(() => own.Text == "is it really fine", Cancellation);
        Assert.Equal([new TextEntity(EntityKind.Italic, 6, 6)], own.Entities);
    }

    [Fact]
    public async Task Several_edits_in_a_row_by_Alice_reach_Telegram_and_do_not_come_back()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (eventId, message) = await talk.AliceSaysAsync("first of Alice", Cancellation);

        foreach (var text in new[] { "second of Alice", "third of Alice", "fourth of Alice" })
        {
            await talk.Alice.Matrix.EditAsync(talk.Room, eventId, text, Cancellation);
        }

        await talk.OnTelegramAsync(() => message.Text == "fourth of Alice", Cancellation);
        await talk.SettleAsync(Cancellation);
        var self = talk.Alice.Matrix.UserId;
        Assert.Equal([(self, "second of Alice"), (self, "third of Alice"), (self, "fourth of Alice")], await EditsAsync(talk, eventId));
        Assert.Single(talk.Chat.Messages, candidate => candidate.Text.EndsWith("of Alice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_edit_from_Alices_phone_changes_what_she_wrote_on_Matrix()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (eventId, message) = await talk.AliceSaysAsync("written on Matrix", Cancellation);

        talk.Alice.Telegram.Edit(message, "changed on the phone");

        Assert.Equal(talk.Alice.Matrix.UserId, (await EditSeenAsync(talk, eventId, "changed on the phone")).Sender);
    }

    [Fact]
    public async Task An_edit_on_Matrix_changes_what_Alice_wrote_on_her_phone()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var message = talk.Alice.Telegram.SendText(talk.Chat, "written on the phone");
        var arrived = await talk.HearAsync("written on the phone", Cancellation);

        await talk.Alice.Matrix.EditAsync(talk.Room, arrived.EventId, "changed on Matrix", Cancellation);

        await talk.OnTelegramAsync(() => message.Text == "changed on Matrix", Cancellation);
    }

    private static Task<MatrixEvent> EditSeenAsync(Talk talk, string original, string text) =>
        talk.SeeAsync("m.room.message", seen => seen.Replaces == original && NewText(seen) == text, Cancellation);

    private static async Task<IEnumerable<(string Sender, string? Text)>> EditsAsync(Talk talk, string original) =>
        (await talk.Alice.Matrix.MessagesAsync(talk.Room, Cancellation))
            .Where(message => message.Replaces == original)
            .Select(message => (message.Sender, NewText(message)));

    private static string? NewText(MatrixEvent edit) => edit.Content.GetProperty("m.new_content").GetProperty("body").GetString();
}
