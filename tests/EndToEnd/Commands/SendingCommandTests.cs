using Bridges.EndToEnd.Tests.Beds;

namespace Bridges.EndToEnd.Tests.Commands;

/// <summary>Ways of sending that only Telegram has, by command in the room of a chat.</summary>
public sealed class SendingCommandTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task A_message_is_sent_without_a_sound()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var text = Talk.Unique("do not wake up");

        await talk.Alice.Matrix.SendTextAsync(talk.Room, $"!bridges telegram silent {text}", Cancellation);

        Assert.True((await talk.ReachesTelegramAsync(text, Cancellation)).IsSilent);
        await talk.HearAsync("Sent without a sound.", Cancellation);
        Assert.Equal(talk.Alice.Matrix.UserId, (await talk.HearAsync(text, Cancellation)).Sender);
    }

    [Fact]
    public async Task A_message_that_is_to_be_sent_later_is_kept_by_Telegram_and_shows_when_it_is_sent()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var text = Talk.Unique("happy birthday");

        await talk.Alice.Matrix.SendTextAsync(talk.Room, $"!bridges telegram schedule 45m {text}", Cancellation);

        await talk.OnTelegramAsync(() => talk.Alice.Telegram.Scheduled.Any(message => message.Text == text), Cancellation);
        await talk.SeeAsync("m.room.message", seen => seen.Body?.StartsWith("Telegram will send it on", StringComparison.Ordinal) == true, Cancellation);
        await talk.SettleAsync(Cancellation);
        Assert.Empty(await talk.SpeakersOfAsync(text, Cancellation));
        talk.Alice.Telegram.SendScheduled(talk.Alice.Telegram.Scheduled.Single(message => message.Text == text));
        Assert.Equal(talk.Alice.Matrix.UserId, (await talk.HearAsync(text, Cancellation)).Sender);
    }
}
