using Bridges.EndToEnd.Tests.Beds;

namespace Bridges.EndToEnd.Tests.Messages;

/// <summary>Buttons under messages of bots, pressed from the room.</summary>
public sealed class ButtonTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    private static readonly string Inline =
        $$$$"""
        {"reply_markup":{"_":"replyInlineMarkup","rows":[{"_":"keyboardButtonRow","buttons":[
          {"_":"keyboardButtonCallback","text":"Yes","data":"{{{{Convert.ToBase64String("yes"u8)}}}}"},
          {"_":"keyboardButtonUrl","text":"More","url":"https://example.org/"}]}]}}
        """;

    private const string Keyboard =
        """
        {"reply_markup":{"_":"replyKeyboardMarkup","rows":[{"_":"keyboardButtonRow","buttons":[
          {"_":"keyboardButton","text":"Tea please"},{"_":"keyboardButton","text":"Coffee please"}]}]}}
        """;

    [Fact]
    public async Task A_button_is_pressed_by_answering_with_its_number()
    {
        var talk = await TalkWithBotAsync();
        var question = Talk.Unique("Shall I?");
        var asked = talk.Bob.SendRaw(talk.Chat, question, null, null, null, Inline, null);
        var shown = await talk.SeeAsync("m.room.message", seen => seen.Body?.StartsWith(question, StringComparison.Ordinal) == true, Cancellation);
        Assert.Contains("1", shown.Body, StringComparison.Ordinal);
        Assert.Contains("Yes", shown.Body, StringComparison.Ordinal);

        await talk.Alice.Matrix.ReplyAsync(talk.Room, shown.EventId, "1", Cancellation);

        await talk.OnTelegramAsync(() => asked.Presses is ["yes"], Cancellation);
        await talk.HearAsync("pressed yes", Cancellation);
        await talk.Alice.Matrix.ReplyAsync(talk.Room, shown.EventId, "2", Cancellation);
        await talk.SeeAsync("m.room.message", seen => seen.Sender == Stage.Bot && seen.Body?.Contains("https://example.org/", StringComparison.Ordinal) == true, Cancellation);
        Assert.DoesNotContain(talk.Chat.Messages, message => message.Text is "1" or "2");
    }

    [Fact]
    public async Task A_button_is_pressed_by_a_reaction_with_its_number()
    {
        var talk = await TalkWithBotAsync();
        var question = Talk.Unique("Really?");
        var asked = talk.Bob.SendRaw(talk.Chat, question, null, null, null, Inline, null);
        var shown = await talk.SeeAsync("m.room.message", seen => seen.Body?.StartsWith(question, StringComparison.Ordinal) == true, Cancellation);

        await talk.Alice.Matrix.ReactAsync(talk.Room, shown.EventId, "1️⃣", Cancellation);

        await talk.OnTelegramAsync(() => asked.Presses is ["yes"], Cancellation);
        Assert.Empty(asked.ReactionsOf(talk.Alice.Telegram));
    }

    [Fact]
    public async Task A_key_of_a_bots_keyboard_says_its_words()
    {
        var talk = await TalkWithBotAsync();
        var question = Talk.Unique("What will it be?");
        talk.Bob.SendRaw(talk.Chat, question, null, null, null, Keyboard, null);
        var shown = await talk.SeeAsync("m.room.message", seen => seen.Body?.StartsWith(question, StringComparison.Ordinal) == true, Cancellation);

        await talk.Alice.Matrix.ReplyAsync(talk.Room, shown.EventId, "2", Cancellation);

        await talk.ReachesTelegramAsync("Coffee please", Cancellation);
    }

    [Fact]
    public async Task Buttons_that_change_press_what_they_say_now()
    {
        var talk = await TalkWithBotAsync();
        var question = Talk.Unique("Now?");
        var asked = talk.Bob.SendRaw(talk.Chat, question, null, null, null, Inline, null);
        var shown = await talk.SeeAsync("m.room.message", seen => seen.Body?.StartsWith(question, StringComparison.Ordinal) == true, Cancellation);

        talk.Bob.Touch(
            asked,
            $$$$"""{"reply_markup":{"_":"replyInlineMarkup","rows":[{"_":"keyboardButtonRow","buttons":[{"_":"keyboardButtonCallback","text":"Later","data":"{{{{Convert.ToBase64String("later"u8)}}}}"}]}]}}""",
            isEdit: true);

        var edit = await talk.SeeAsync("m.room.message", seen => seen.Body?.Contains("Later", StringComparison.Ordinal) == true, Cancellation);
        Assert.Equal(shown.EventId, edit.RelatesTo?.GetProperty("event_id").GetString());
        await talk.Alice.Matrix.ReplyAsync(talk.Room, shown.EventId, "1", Cancellation);
        await talk.OnTelegramAsync(() => asked.Presses is ["later"], Cancellation);
    }

    private async Task<Talk> TalkWithBotAsync()
    {
        var bot = Stage.Telegram.People.AddBot("Helper", $"{Resident.UniqueName("helper")}_bot");
        return await Talk.BeginAsync(fixture.Alice, bot, fixture.Alice.Telegram.ChatWith(bot), Cancellation);
    }
}
