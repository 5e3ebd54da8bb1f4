using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.EndToEnd.Tests.People;

public sealed class ReceiptAndTypingTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private readonly Resident _alice = fixture.Alice;

    [Fact]
    public async Task What_Alice_reads_on_Matrix_is_read_on_Telegram()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);
        var (message, arrived) = await talk.BobSaysAsync("have you seen this?", Cancellation);

        await _alice.Matrix.ReadAsync(talk.Room, arrived.EventId, Cancellation);

        await talk.OnTelegramAsync(() => talk.Chat.LastReadBy(_alice.Telegram) == message, Cancellation);
    }

    [Fact]
    public async Task What_Bob_reads_is_shown_as_read_by_his_ghost()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);
        var (eventId, _) = await talk.AliceSaysAsync("have you read this?", Cancellation);

        talk.Bob.Read(talk.Chat);

        await ReceiptAsync(talk, eventId, talk.Ghost);
    }

    [Fact]
    public async Task What_Alice_reads_on_her_phone_is_read_on_Matrix()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);
        var (_, arrived) = await talk.BobSaysAsync("read me on the phone", Cancellation);

        _alice.Telegram.Read(talk.Chat);

        await ReceiptAsync(talk, arrived.EventId, _alice.Matrix.UserId);
    }

    [Fact]
    public async Task Typing_is_seen_on_both_sides()
    {
        var talk = await _alice.TalkWithAsync("Bob", Cancellation);

        await _alice.Matrix.TypeAsync(talk.Room, typing: true, Cancellation);
        await talk.OnTelegramAsync(() => talk.Chat.Typing.Any(notice => notice.Person == _alice.Telegram && notice.IsTyping), Cancellation);
        await _alice.Matrix.TypeAsync(talk.Room, typing: false, Cancellation);
        await talk.OnTelegramAsync(() => talk.Chat.Typing.Any(notice => notice.Person == _alice.Telegram && !notice.IsTyping), Cancellation);

        // It is shown for some seconds only, and a client that is asked in between sees nothing of it.
        var shown = talk.SeeAsync("m.typing", seen => Typing(seen).Contains(talk.Ghost), Cancellation);
        do
        {
            talk.Bob.StartTyping(talk.Chat);
        }
        while (await Task.WhenAny(shown, Task.Delay(TimeSpan.FromSeconds(3), Cancellation)) != shown);
        await shown;
        talk.Bob.StopTyping(talk.Chat);
        var typed = false;
        await talk.SeeAsync(
            "m.typing",
            seen =>
            {
                typed |= Typing(seen).Contains(talk.Ghost);
                return typed && !Typing(seen).Contains(talk.Ghost);
            },
            Cancellation);
    }

    private static Task<MatrixEvent> ReceiptAsync(Talk talk, string eventId, string reader) =>
        talk.Alice.Matrix.WaitForReceiptAsync(talk.Room, eventId, reader, TelegramStage.Patience, Cancellation);

    private static IEnumerable<string?> Typing(MatrixEvent seen) =>
        seen.Content.GetProperty("user_ids").EnumerateArray().Select(user => user.GetString());
}
