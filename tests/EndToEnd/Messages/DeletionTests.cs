using Bridges.EndToEnd.Tests.Beds;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.Messages;

public sealed class DeletionTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task A_message_that_Bob_deletes_disappears_from_the_room()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (message, arrived) = await talk.BobSaysAsync("a slip of Bob's", Cancellation);

        talk.Bob.Delete(message);

        await GoneAsync(talk, arrived.EventId);
    }

    [Fact]
    public async Task A_message_that_Alice_deletes_on_her_phone_disappears_from_the_room()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (eventId, message) = await talk.AliceSaysAsync("a slip seen on the phone", Cancellation);

        talk.Alice.Telegram.Delete(message);

        await GoneAsync(talk, eventId);
    }

    [Fact]
    public async Task A_message_that_Alice_deletes_on_Matrix_disappears_from_Telegram()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (eventId, message) = await talk.AliceSaysAsync("a slip of Alice's", Cancellation);

        await talk.Alice.Matrix.RedactAsync(talk.Room, eventId, Cancellation);

        await talk.OnTelegramAsync(() => message.IsDeleted, Cancellation);
    }

    [Fact]
    public async Task An_edited_message_is_deleted_as_a_whole_on_both_sides()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var (message, arrived) = await talk.BobSaysAsync("wrong", Cancellation);
        talk.Bob.Edit(message, "still wrong");
        await talk.SeeAsync("m.room.message", seen => seen.Replaces == arrived.EventId, Cancellation);
        var (ownEvent, own) = await talk.AliceSaysAsync("wrong too", Cancellation);
        await talk.Alice.Matrix.EditAsync(talk.Room, ownEvent, "wrong still", Cancellation);
        await talk.OnTelegramAsync(() => own.Text == "wrong still", Cancellation);

        talk.Bob.Delete(message);
        await talk.Alice.Matrix.RedactAsync(talk.Room, ownEvent, Cancellation);

        await GoneAsync(talk, arrived.EventId);
        await talk.OnTelegramAsync(() => own.IsDeleted, Cancellation);
    }

    private static async Task GoneAsync(Talk talk, string eventId)
    {
        await talk.SeeAsync("m.room.redaction", seen => Redacts(seen) == eventId, Cancellation);
        Assert.True((await talk.Alice.Matrix.TimelineAsync(talk.Room, Cancellation)).Single(seen => seen.EventId == eventId).IsRedacted);
    }

    private static string? Redacts(MatrixEvent redaction) =>
        (redaction.Raw.TryGetProperty("redacts", out var target) || redaction.Content.TryGetProperty("redacts", out target)) ? target.GetString() : null;
}
