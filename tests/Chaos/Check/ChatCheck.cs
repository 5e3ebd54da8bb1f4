using Bridges.Chaos.Tests.Stage;
using Bridges.Chaos.Tests.Talk;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.Check;

using Media = Bridges.Telegram.Simulator.World.Media;

/// <summary>
/// Compares what a chat holds on Telegram with what its room holds on the homeserver. Neither the bridge nor its database is asked.
/// </summary>
internal sealed class ChatCheck
{
    private readonly ChaosStage _stage;
    private readonly Conversation _conversation;
    private readonly IReadOnlyList<MatrixEvent> _timeline;
    private readonly IReadOnlyList<string> _pinned;
    private readonly IReadOnlyList<SeenOnMatrix> _onMatrix;
    private readonly IReadOnlyList<Message> _onTelegram;
    private readonly HashSet<string> _told;
    private readonly List<string> _faults = [];

    private ChatCheck(ChaosStage stage, Conversation conversation, IReadOnlyList<MatrixEvent> timeline, IReadOnlyList<string> pinned)
    {
        _stage = stage;
        _conversation = conversation;
        _timeline = timeline;
        _pinned = pinned;
        _onMatrix = SeenOnMatrix.Read(timeline);
        _onTelegram = [.. conversation.Chat.Messages.Where(message => Token.In(message) is not null)];
        _told = [.. timeline.Where(IsApology).Select(seen => seen.RepliesTo!)];
    }

    public static async Task<ChatReport> RunAsync(ChaosStage stage, Conversation conversation)
    {
        if (conversation.Room is not { } room)
        {
            return new ChatCheck(stage, conversation, [], []).Compare();
        }

        return new ChatCheck(stage, conversation, await stage.Alice.TimelineAsync(room), await Pinboard.ReadAsync(stage, room)).Compare();
    }

    private ChatReport Compare()
    {
        var toMatrix = _onTelegram.Where(message => !message.IsDeleted && !Token.IsFromMatrix(Token.In(message)!)).ToArray();
        var toTelegram = _onMatrix.Where(seen => Token.IsFromMatrix(seen.Token) && seen.Sender == _stage.Alice.UserId).ToArray();
        foreach (var message in toMatrix)
        {
            CheckOnMatrix(message);
        }

        foreach (var seen in toTelegram)
        {
            CheckOnTelegram(seen);
        }

        var (reactions, votes, pins) = (CheckReactions(), CheckVotes(), CheckPins());
        CheckNothingElse(toMatrix, toTelegram);
        CheckOrder("Matrix", toMatrix.Select(message => Token.In(message)!), _onMatrix.Select(seen => seen.Token));
        CheckOrder("Telegram", toTelegram.Select(seen => seen.Token), _onTelegram.Where(message => !message.IsDeleted).Select(message => Token.In(message)!));
        return new ChatReport(
            $"{_conversation.Number}: {_conversation.Name}",
            [
                ("to Matrix", toMatrix.Length),
                ("to Telegram", toTelegram.Length),
                ("edited", _onTelegram.Count(message => message.EditDate is not null)),
                ("deleted", _onTelegram.Count(message => message.IsDeleted)),
                ("replies", _onTelegram.Count(message => message.ReplyTo is not null)),
                ("pictures", toMatrix.Count(message => message.Media is Media.Photo) + toTelegram.Count(seen => seen.Picture is not null)),
                ("reactions", reactions),
                ("polls", _onTelegram.Count(message => message.Media is Media.Poll)),
                ("votes", votes),
                ("pins", pins),
                ("told", _told.Count),
            ],
            _faults);
    }

    private void CheckOnMatrix(Message message)
    {
        var token = Token.In(message)!;
        var found = _onMatrix.Where(seen => seen.Token == token).ToArray();
        if (found.Length != 1)
        {
            _faults.Add($"{token} of {message.Sender} stands {found.Length} times on Matrix");
            return;
        }

        var author = message.Sender == _stage.AliceOnTelegram ? _stage.Alice.UserId : _stage.GhostOf(message.Sender);
        Expect(found[0].Sender == author, $"{token} is by {found[0].Sender} on Matrix, not by {author}");
        Expect(found[0].Text == TextOf(message), $"{token} says \"{found[0].Text}\" on Matrix, not \"{TextOf(message)}\"");
        Expect(found[0].Picture == PictureOf(message), $"{token} has a picture of {found[0].Picture} bytes on Matrix, not of {PictureOf(message)}");
        Expect(found[0].Timestamp == message.Date.ToUnixTimeSeconds() * 1000, $"{token} has another time on Matrix");
        if (message.ReplyTo is { IsDeleted: false } target)
        {
            Expect(TokenOf(found[0].RepliesTo) == Token.In(target), $"{token} answers {TokenOf(found[0].RepliesTo) ?? "nothing"} on Matrix, not {Token.In(target)}");
        }
    }

    private void CheckOnTelegram(SeenOnMatrix seen)
    {
        var found = _onTelegram.Where(message => Token.In(message) == seen.Token && !message.IsDeleted).ToArray();
        if (found.Length == 0 && _told.Contains(seen.EventId))
        {
            return;
        }

        if (found.Length != 1)
        {
            _faults.Add($"{seen.Token} of Alice stands {found.Length} times on Telegram");
            return;
        }

        Expect(found[0].Sender == _stage.AliceOnTelegram, $"{seen.Token} is by {found[0].Sender} on Telegram");
        Expect(TextOf(found[0]) == seen.Text || EditFailureWasTold(seen), $"{seen.Token} says \"{TextOf(found[0])}\" on Telegram, not \"{seen.Text}\"");
        Expect(PictureOf(found[0]) == seen.Picture, $"{seen.Token} has a picture of {PictureOf(found[0])} bytes on Telegram, not of {seen.Picture}");
        var target = _onMatrix.FirstOrDefault(other => other.EventId == seen.RepliesTo)?.Token;
        if (target is not null && _onTelegram.Any(message => Token.In(message) == target && !message.IsDeleted))
        {
            var answered = found[0].ReplyTo is { } reply ? Token.In(reply) : null;
            Expect(answered == target, $"{seen.Token} answers {answered ?? "nothing"} on Telegram, not {target}");
        }
    }

    /// <summary>What Alice put on a message in the room is on Telegram, once, and nothing else is.</summary>
    private int CheckReactions()
    {
        var put = _timeline.Where(seen => seen.Type == "m.reaction" && !seen.IsRedacted && seen.Sender == _stage.Alice.UserId && !_told.Contains(seen.EventId))
            .GroupBy(seen => TokenOf(seen.RelatesTo?.GetProperty("event_id").GetString())).Where(ofOne => ofOne.Key is not null).ToDictionary(ofOne => ofOne.Key!, ofOne => ofOne.Count());
        foreach (var message in _onTelegram.Where(message => !message.IsDeleted))
        {
            var (token, there) = (Token.In(message)!, message.ReactionsOf(_stage.AliceOnTelegram).Count);
            Expect(put.GetValueOrDefault(token) == there, $"{token} has {put.GetValueOrDefault(token)} reactions of Alice on Matrix and {there} on Telegram");
        }

        return put.Count;
    }

    /// <summary>What Alice answered in the room is her answer on Telegram, and of the others she has none.</summary>
    private int CheckVotes()
    {
        var votes = _timeline.Where(seen => seen.Type == Polls.Response && !seen.IsRedacted && seen.Sender == _stage.Alice.UserId && !_told.Contains(seen.EventId))
            .ToLookup(seen => seen.RelatesTo?.GetProperty("event_id").GetString());
        var checkedVotes = 0;
        foreach (var message in _onTelegram.Where(message => message.Media is Media.Poll && !message.IsDeleted))
        {
            var polls = _timeline.Where(seen => Token.In(Polls.QuestionOf(seen)) == Token.In(message)).ToArray();
            if (polls is not [var poll])
            {
                // A fault that is told of elsewhere.
                continue;
            }

            var (chosen, there) = (votes[poll.EventId].LastOrDefault() is { } vote ? Polls.ChosenIn(poll, vote) : [], message.VotesOf(_stage.AliceOnTelegram));
            Expect(chosen.SequenceEqual(there), $"{Token.In(message)} has Alice's vote for [{string.Join(' ', chosen)}] on Matrix and for [{string.Join(' ', there)}] on Telegram");
            checkedVotes += there.Count;
        }

        return checkedVotes;
    }

    /// <summary>What is pinned in the room is pinned on Telegram, and nothing else is.</summary>
    private int CheckPins()
    {
        var pinned = _pinned.Select(TokenOf).OfType<string>().ToHashSet();
        foreach (var message in _onTelegram.Where(message => !message.IsDeleted))
        {
            var isPinned = pinned.Contains(Token.In(message)!);
            Expect(isPinned == message.IsPinned, $"{Token.In(message)} is {(isPinned ? "" : "not ")}pinned on Matrix and {(message.IsPinned ? "" : "not ")}on Telegram");
        }

        return _onTelegram.Count(message => message.IsPinned && !message.IsDeleted);
    }

    /// <summary>What was deleted on one side does not stand on the other, and nothing was made up.</summary>
    private void CheckNothingElse(IReadOnlyList<Message> toMatrix, IReadOnlyList<SeenOnMatrix> toTelegram)
    {
        var said = toMatrix.Select(message => Token.In(message)!).Concat(toTelegram.Select(seen => seen.Token)).ToHashSet();
        foreach (var seen in _onMatrix.Where(seen => !said.Contains(seen.Token)))
        {
            _faults.Add($"{seen} stands on Matrix and was deleted, or never said, on Telegram");
        }

        foreach (var message in _onTelegram.Where(message => !message.IsDeleted && !said.Contains(Token.In(message)!)))
        {
            _faults.Add($"{Token.In(message)} stands on Telegram and was deleted, or never said, on Matrix");
        }
    }

    private void CheckOrder(string where, IEnumerable<string> said, IEnumerable<string> seen)
    {
        var expected = said.ToList();
        var actual = seen.Where(expected.Contains).Distinct().ToList();
        expected = [.. expected.Where(actual.Contains)];
        var first = expected.Zip(actual).FirstOrDefault(pair => pair.First != pair.Second);
        Expect(first == default, $"the order on {where} differs: {first.Second} stands where {first.First} belongs");
    }

    private bool IsApology(MatrixEvent seen) =>
        seen.Sender == _stage.Bot && seen.RepliesTo is not null && seen.Body?.StartsWith('⚠') == true;

    private bool EditFailureWasTold(SeenOnMatrix seen) => _timeline.Any(edit => edit.Replaces == seen.EventId && _told.Contains(edit.EventId));

    private static long? PictureOf(Message message) => (message.Media as Media.Photo)?.Content?.Length;

    private static string TextOf(Message message) => message.Media is Media.Poll poll ? poll.Question : message.Text;

    private string? TokenOf(string? eventId) => _onMatrix.FirstOrDefault(seen => seen.EventId == eventId)?.Token;

    private void Expect(bool condition, string fault)
    {
        if (!condition)
        {
            _faults.Add(fault);
        }
    }
}
