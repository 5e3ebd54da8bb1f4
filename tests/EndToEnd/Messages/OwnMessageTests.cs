using Bridges.EndToEnd.Tests.Beds;

namespace Bridges.EndToEnd.Tests.Messages;

public sealed class OwnMessageTests(SharedStage shared, AliceFixture fixture) : EndToEndTest(shared.Stage), IClassFixture<AliceFixture>
{
    [Fact]
    public async Task What_Alice_writes_on_her_phone_appears_as_her_own()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        var message = talk.Alice.Telegram.SendText(talk.Chat, "sent from my phone");

        var arrived = await talk.HearAsync("sent from my phone", Cancellation);
        Assert.Equal(talk.Alice.Matrix.UserId, arrived.Sender);
        Assert.Equal(message.Date.ToUnixTimeSeconds(), arrived.Timestamp / 1000);
        await talk.SettleAsync(Cancellation);
        Assert.Single(talk.Chat.Messages, candidate => candidate.Text == "sent from my phone");
    }

    [Fact]
    public async Task Nothing_is_echoed_on_either_side()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);

        await talk.Alice.Matrix.SendTextAsync(talk.Room, "from Matrix, once", Cancellation);
        talk.Bob.SendText(talk.Chat, "from Bob, once");
        talk.Alice.Telegram.SendText(talk.Chat, "from the phone, once");
        await talk.SettleAsync(Cancellation);
        await talk.SettleAsync(Cancellation);

        var self = talk.Alice.Matrix.UserId;
        Assert.Equal([self], await talk.SpeakersOfAsync("from Matrix, once", Cancellation));
        Assert.Equal([talk.Ghost], await talk.SpeakersOfAsync("from Bob, once", Cancellation));
        Assert.Equal([self], await talk.SpeakersOfAsync("from the phone, once", Cancellation));
        Assert.Equal(3, talk.Chat.Messages.Count(message => message.Text.EndsWith(", once", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_long_message_reaches_Telegram_in_pieces_that_are_deleted_together()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var lines = Enumerable.Range(0, 200).Select(number => $"line {number} of a very long message {new string('x', 20)}").ToArray();

        var eventId = await talk.Alice.Matrix.SendTextAsync(talk.Room, string.Join('\n', lines), Cancellation);

        await talk.OnTelegramAsync(() => Pieces().Any(piece => piece.Text.EndsWith(lines[^1], StringComparison.Ordinal)), Cancellation);
        var pieces = Pieces().ToArray();
        Assert.True(pieces.Length > 1);
        Assert.All(pieces, piece => Assert.InRange(piece.Text.Length, 1, 4096));
        Assert.Equal(lines, pieces.SelectMany(piece => piece.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)));

        await talk.Alice.Matrix.RedactAsync(talk.Room, eventId, Cancellation);
        await talk.OnTelegramAsync(() => pieces.All(piece => piece.IsDeleted), Cancellation);

        IEnumerable<Telegram.Simulator.World.Message> Pieces() =>
            talk.Chat.Messages.Where(message => message.Text.Contains("of a very long message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_of_both_sides_keep_their_order()
    {
        var talk = await fixture.CommonTalkAsync(Cancellation);
        var texts = Enumerable.Range(0, 20).Select(number => $"in turn {number:00}").ToArray();

        foreach (var text in texts)
        {
            talk.Bob.SendText(talk.Chat, $"Bob {text}");
            await talk.Alice.Matrix.SendTextAsync(talk.Room, $"Alice {text}", Cancellation);
        }

        await talk.HearAsync($"Bob {texts[^1]}", Cancellation);
        await talk.ReachesTelegramAsync($"Alice {texts[^1]}", Cancellation);
        var heard = (await talk.Alice.Matrix.MessagesAsync(talk.Room, Cancellation)).Select(message => message.Body ?? "");
        Assert.Equal(texts.Select(text => $"Bob {text}"), heard.Where(body => body.StartsWith("Bob in turn", StringComparison.Ordinal)));
        Assert.Equal(
            texts.Select(text => $"Alice {text}"),
            talk.Chat.Messages.Select(message => message.Text).Where(text => text.StartsWith("Alice in turn", StringComparison.Ordinal)));
    }
}
