using Bridges.Chaos.Tests.Stage;
using Bridges.Telegram.Simulator.World;
using Bridges.TestBeds;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.Talk;

using Media = Bridges.Telegram.Simulator.World.Media;

/// <summary>One chat, and what its people do in it: write, answer, edit, delete and ask, on either side; Alice votes and pins. In the
/// long form they send photos, and Alice reacts, too.</summary>
internal sealed class Conversation(ChaosStage stage, int number, Chat chat, IReadOnlyList<Person> others, Random random)
{
    /// <summary>Telegram dates edits in whole seconds; nobody edits twice in one.</summary>
    private static readonly TimeSpan BetweenEdits = TimeSpan.FromSeconds(2);

    /// <summary>What Alice says of what others say.</summary>
    public const string Reaction = "\U0001F44D";

    private readonly Pinboard _pinboard = new(stage, random);
    private readonly Polls _polls = new(stage, random);
    private readonly HashSet<string> _reactedTo = new(StringComparer.Ordinal);
    private int _pictures;
    private int _fromMatrix;
    private int _fromTelegram;

    public int Number => number;

    public Chat Chat => chat;

    public string Name => chat is GroupChat group ? group.Title : others[0].FirstName;

    /// <summary>Who besides Alice writes here.</summary>
    public IReadOnlyList<Person> Others => others;

    /// <summary>Where Alice sees it; null until she does.</summary>
    public string? Room => stage.Alice.Seen.FirstOrDefault(seen => Token.In(seen.Body) is { } token && Token.IsOfChat(token, number))?.RoomId;

    /// <summary>Something happens on Telegram; mostly somebody writes.</summary>
    public void ActOnTelegram()
    {
        // Alice herself writes from her phone now and then.
        var who = random.Next(6) == 0 ? stage.AliceOnTelegram : others[random.Next(others.Count)];
        var own = chat.Messages.Where(message => message.Sender == who && !message.IsDeleted && Token.In(message.Text) is { } token && !Token.IsFromMatrix(token)).ToArray();
        switch (random.Next(10))
        {
            case 0 when Pick(own) is { } edited && TimeProvider.System.GetUtcNow() - (edited.EditDate ?? edited.Date) > BetweenEdits:
                who.Edit(edited, $"{Token.In(edited.Text)} edited {random.Next(1000)}");
                break;
            // Never the first that stands: an account cannot tell a deletion there from history that is hidden from it.
            case 1 when Pick(own.Where(message => message != chat.Messages.FirstOrDefault(other => !other.IsDeleted && other.Service is null)).ToArray()) is { } deleted:
                who.Delete(deleted);
                break;
            case 4 when TestCourse.IsLong:
                who.SendMedia(chat, new Media.Photo(60, 40) { Content = FileContent.Of(Picture()) }, NextOnTelegram(who));
                break;
            case 5 when Polls.AreOf(chat) && random.Next(2) == 0:
                Polls.AskOnTelegram(who, chat, NextOnTelegram(who));
                break;
            case 2 or 3:
                SayOnTelegram(who, Pick(chat.Messages.Where(message => !message.IsDeleted && message.Service is null).TakeLast(10).ToArray()));
                break;
            default:
                SayOnTelegram(who);
                break;
        }
    }

    public Message SayOnTelegram(Person who, Message? replyTo = null) =>
        who.SendText(chat, NextOnTelegram(who), replyTo: replyTo);

    /// <summary>Alice does something in the chat's room. The homeserver may be away: then it counts only if it got there.</summary>
    public async Task ActOnMatrixAsync()
    {
        if (Room is not { } room)
        {
            return;
        }

        try
        {
            await ActInAsync(room);
        }
        catch (Exception failure) when (failure is HttpRequestException or MatrixRequestException or OperationCanceledException or IOException)
        {
            // Whether it was said, the room tells in the end.
        }
    }

    public Task<string> SayOnMatrixAsync(string room) => stage.Alice.SendTextAsync(room, NextOnMatrix());

    private async Task ActInAsync(string room)
    {
        var seen = stage.Alice.Seen.Where(seen => seen.RoomId == room && seen.Kind == EventKind.Timeline && seen.Replaces is null && Token.In(seen.Body) is not null).ToArray();
        var own = seen.Where(said => said.Sender == stage.Alice.UserId && Token.IsFromMatrix(Token.In(said.Body)!)).ToArray();
        switch (random.Next(10))
        {
            case 0 when Pick(own.Where(said => said.MessageType == "m.text").ToArray()) is { } edited:
                await stage.Alice.EditAsync(room, edited.EventId, $"{Token.In(edited.Body)} edited {random.Next(1000)}");
                break;
            case 1 when Pick(own) is { } taken:
                await stage.Alice.RedactAsync(room, taken.EventId);
                break;
            case 4 when TestCourse.IsLong:
                await ShowPictureAsync(room);
                break;
            case 5 when TestCourse.IsLong && Pick(seen.TakeLast(10).Where(said => said.Sender != stage.Alice.UserId && !_reactedTo.Contains(said.EventId)).ToArray()) is { } liked:
                _reactedTo.Add(liked.EventId);
                await stage.Alice.ReactAsync(room, liked.EventId, Reaction);
                break;
            case 5 or 6 when Pinboard.IsOf(chat) && Pick(seen.TakeLast(10).ToArray()) is { } kept:
                await _pinboard.ChangeAsync(room, kept.EventId);
                break;
            case 7 when Polls.AreOf(chat) && random.Next(2) == 0:
                await _polls.AskOnMatrixAsync(room, NextOnMatrix());
                break;
            case 7 or 8 or 9 when await _polls.AnswerAsync(room):
                break;
            case 2 or 3 when Pick(seen.TakeLast(10).ToArray()) is { } answered:
                await stage.Alice.ReplyAsync(room, answered.EventId, NextOnMatrix());
                break;
            default:
                await SayOnMatrixAsync(room);
                break;
        }
    }

    private async Task ShowPictureAsync(string room)
    {
        var picture = Picture();
        var url = await stage.Alice.UploadAsync(picture, "image/jpeg", "photo.jpg");
        await stage.Alice.SendAsync(
            room, "m.room.message", new { msgtype = "m.image", body = NextOnMatrix(), filename = "photo.jpg", url, info = new { mimetype = "image/jpeg", size = picture.Length, w = 60, h = 40 } });
    }

    /// <summary>No two are of one length, by which they are told apart.</summary>
    private byte[] Picture() => SamplePicture.Jpeg(60, 40, length: 20_000 + number * 1_000 + ++_pictures);

    private string NextOnTelegram(Person who) => $"{Token.OfTelegram(number, ++_fromTelegram)} {who.FirstName} says {random.Next(1000)}";

    private string NextOnMatrix() => $"{Token.OfMatrix(number, ++_fromMatrix)} Alice says {random.Next(1000)}";

    private T? Pick<T>(IReadOnlyList<T> things)
        where T : class => things.Count == 0 ? null : things[random.Next(things.Count)];
}
