using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;

namespace Bridges.Demo.Acts;

/// <summary>Telegram, with its own library: most kinds of message, both ways.</summary>
internal sealed class TelegramAct : Act
{
    private readonly Person _alice;
    private readonly Person _bob;
    private readonly PrivateChat _chat;

    public TelegramAct(DemoStage stage, Transcript transcript)
        : base(stage, transcript)
    {
        _alice = stage.Telegram.People.Add("Alice", "+9996600001");
        _bob = stage.Telegram.People.Add("Bob", "+9996600002", "bob");
        _alice.AddContact(_bob);
        _chat = _alice.ChatWith(_bob);
    }

    public override string Network => "Telegram";

    public override async Task PlayAsync(CancellationToken cancellation)
    {
        await TellBotAsync("login telegram phone", "phone number", cancellation);
        await TellBotAsync($"+{_alice.Phone}", "code", cancellation);
        await TellBotAsync("12345", "You are logged in", cancellation);
        await Stage.Telegram.WaitForClientAsync(_alice, DemoStage.Patience, cancellation);

        await BobSpeaksAsync(cancellation);
        await AliceAnswersAsync(cancellation);
    }

    public override async Task AnswerAsync(CancellationToken cancellation)
    {
        for (var heard = _chat.Messages.Count; ; heard++)
        {
            var index = heard;
            var message = await Stage.Telegram.WaitForAsync(() => _chat.Messages.ElementAtOrDefault(index), Timeout.InfiniteTimeSpan, cancellation);
            if (message.Sender != _bob)
            {
                Told("Alice", message.Text.Length > 0 ? message.Text : "something without words");
                _bob.Read(_chat, message);
                _bob.SendText(_chat, message.Text.Length > 0 ? $"You said: {message.Text}" : "I see.", replyTo: message);
            }
        }
    }

    private async Task BobSpeaksAsync(CancellationToken cancellation)
    {
        const string Greeting = "Hi Alice, are you coming tonight?";
        _bob.SendText(_chat, Greeting);
        Told("Bob", Greeting);
        await ArrivesFirstAsync(Greeting, cancellation);

        Told("Bob", "sends a photo");
        _bob.SendMedia(_chat, new Media.Photo { Content = FileContent.Of(Samples.Picture("garden")) }, "where we meet");
        await ArrivesAsync("a photo: where we meet", seen => IsMessage(seen, "m.image") && seen.Body == "where we meet", cancellation);

        Told("Bob", "sends a moving sticker");
        var beats = Stage.Telegram.Stickers.AddSet(
            "beats", "Beats", new Media.Sticker("❤") { MimeType = "application/x-tgsticker", Content = FileContent.Of(SampleSticker.Tgs()) });
        _bob.SendMedia(_chat, beats.Stickers[0]);
        await ArrivesAsync(
            "a sticker that moves",
            seen => seen.Type == "m.sticker" && seen.Content.GetProperty("info").GetProperty("mimetype").GetString() is "image/gif" or "image/webp", cancellation);

        Told("Bob", "sends an album of two photos");
        _bob.SendAlbum(
            _chat, "the view",
            new Media.Photo { Content = FileContent.Of(Samples.Picture("boat")) }, new Media.Photo { Content = FileContent.Of(Samples.Picture("mountains")) });
        var first = await ArrivesAsync("an album: the view", seen => IsMessage(seen, "m.image") && seen.Body == "the view", cancellation);
        await Stage.SeeAsync(seen => seen.RoomId == Room && IsMessage(seen, "m.image") && seen.EventId != first.EventId && seen.Body != "where we meet", cancellation);

        Told("Bob", "asks in a poll: Eight or nine?");
        var poll = _bob.SendMedia(_chat, new Media.Poll("Eight or nine?", "eight", "nine") { IsAnonymous = false });
        var asked = await ArrivesAsync("a poll: Eight or nine?", IsPoll, cancellation);
        await AliceSendsAsync("votes for eight", "org.matrix.msc3381.poll.response", Vote(asked), cancellation);
        await Stage.Telegram.WaitForAsync(() => poll.VotesOf(_alice) is [0] ? "voted" : null, DemoStage.Patience, cancellation);
        Told("Alice", "votes for eight");
    }

    private async Task AliceAnswersAsync(CancellationToken cancellation)
    {
        const string Answer = "Sure, at eight!";
        var sent = await AliceSaysAsync(Answer, cancellation);
        var said = await Stage.Telegram.WaitForMessageAsync(_chat, message => message.Sender == _alice && message.Text == Answer, DemoStage.Patience, cancellation);
        Told("Alice", Answer);

        // TDLib passes over reactions to a message of which it has not heard yet that it was sent.
        await Stage.Alice.WaitForReceiptAsync(Room, sent, Stage.Bot, DemoStage.Patience, cancellation);
        _bob.React(said, "👍");
        Told("Bob", "reacts with 👍");
        await ArrivesAsync("reacts with 👍", seen => seen.Type == "m.reaction" && seen.Sender != Stage.Alice.UserId, cancellation);

        await AliceSendsPictureAsync("look what I bring", cancellation);
        await Stage.Telegram.WaitForMessageAsync(
            _chat, message => message.Sender == _alice && message.Media is Media.Photo && message.Text == "look what I bring", DemoStage.Patience, cancellation);
        Told("Alice", "a photo: look what I bring");
    }

    private static Dictionary<string, object> Vote(MatrixEvent poll) => new(StringComparer.Ordinal)
    {
        ["m.relates_to"] = new { rel_type = "m.reference", event_id = poll.EventId },
        ["org.matrix.msc3381.poll.response"] = new
        {
            answers = new[] { poll.Content.GetProperty("org.matrix.msc3381.poll.start").GetProperty("answers")[0].GetProperty("id").GetString() },
        },
    };
}
