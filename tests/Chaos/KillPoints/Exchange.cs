using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.KillPoints;

using Media = Bridges.Telegram.Simulator.World.Media;

/// <summary>What Alice, on Matrix, and somebody new on Telegram write to each other, one after the other.</summary>
internal sealed partial class Exchange(KillPointStage stage)
{
    private static int _count;

    private readonly List<Said> _said = [];

    public Person Bob { get; } = stage.NewPerson("Bob");

    public Chat Chat => stage.AliceOnTelegram.ChatWith(Bob);

    /// <summary>Where Alice sees the chat, once its first message is there.</summary>
    public string Room { get; private set; } = "";

    private string Ghost => stage.Stage.GhostOf(Bob);

    /// <summary>A text that nobody has written yet.</summary>
    public static string NewText() => $"words {Interlocked.Increment(ref _count)}";

    /// <summary>Somebody writes, and it arrives.</summary>
    public async Task<Said> SayAsync(bool byBob) => await ArriveAsync(await WriteAsync(byBob));

    /// <summary>Somebody writes.</summary>
    public async Task<Said> WriteAsync(bool byBob)
    {
        var said = new Said(byBob, NewText());
        _said.Add(said);
        if (byBob)
        {
            said.Message = Bob.SendText(Chat, said.Text);
        }
        else
        {
            said.EventId = await stage.Alice.SendTextAsync(Room, said.Text);
        }

        return said;
    }

    /// <summary>Somebody sends a file.</summary>
    public async Task<Said> SendFileAsync(bool byBob)
    {
        var bytes = FileContent.Pattern(300_000, seed: (byte)_said.Count).ReadAll();
        var said = new Said(byBob, NewText()) { File = bytes };
        _said.Add(said);
        if (byBob)
        {
            said.Message = Bob.SendMedia(Chat, new Media.File("paper.pdf", "application/pdf", bytes.Length) { Content = FileContent.Of(bytes) }, said.Text);
        }
        else
        {
            var url = await stage.Alice.UploadAsync(bytes, "application/pdf", "paper.pdf");
            said.EventId = await stage.Alice.SendAsync(
                Room, "m.room.message", new { msgtype = "m.file", body = said.Text, filename = "paper.pdf", url, info = new { size = bytes.Length, mimetype = "application/pdf" } });
        }

        return said;
    }

    /// <summary>The other side has the whole file.</summary>
    public async Task CheckFileAsync(Said said)
    {
        if (said.ByBob)
        {
            var shown = (await stage.Alice.TimelineAsync(Room)).Single(seen => seen.EventId == said.EventId);
            Assert.Equal(said.File, await stage.Alice.DownloadAsync(shown.Content.GetProperty("url").GetString()!));
        }
        else
        {
            Assert.Equal(said.File, Assert.IsType<Media.File>(said.Message!.Media).Content!.ReadAll());
        }
    }

    /// <summary>Returns when a message is on the other side.</summary>
    public async Task<Said> ArriveAsync(Said said)
    {
        if (said.ByBob)
        {
            var seen = await stage.Alice.WaitForEventAsync(
                seen => seen.Kind == EventKind.Timeline && seen.Body == said.Text, TelegramStage.Patience);
            (Room, said.EventId) = (seen.RoomId, seen.EventId);
        }
        else
        {
            said.Message = await stage.Stage.Telegram.WaitForMessageAsync(
                Chat, message => message.Text == said.Text, TelegramStage.Patience);
        }

        return said;
    }

    /// <summary>Whether a message is on the other side, as the servers themselves say.</summary>
    public async Task<bool> HasArrivedAsync(Said said) => said.ByBob
        ? (await stage.Alice.MessagesAsync(Room)).Any(seen => seen.Body == said.Text)
        : Chat.Messages.Any(message => message.Text == said.Text);

    /// <summary>Returns when the homeserver has a message, whether or not it tells Alice of it.</summary>
    public async Task WaitUntilKeptAsync(Said said)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await HasArrivedAsync(said))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TelegramStage.Patience, $"The homeserver never got \"{said.Text}\".");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary>
    /// One more message each way: what came before them has arrived, or never will. The last one is Alice's, as the
    /// homeserver tells of ghosts' messages even after they were seen.
    /// </summary>
    public async Task SettleAsync()
    {
        await SayAsync(byBob: true);
        await SayAsync(byBob: false);
    }

    /// <summary>All that was said, and nothing else, stands on both sides: once, in order, by who said it.</summary>
    public async Task CheckAsync()
    {
        var standing = _said.Where(said => !said.IsTakenBack).ToArray();
        var timeline = await stage.Alice.TimelineAsync(Room);
        Assert.Equal(
            standing.Select(said => (said.ByBob ? Ghost : stage.Alice.UserId, said.Text)),
            timeline.Where(seen => seen is { Type: "m.room.message", Replaces: null, IsRedacted: false } && seen.Sender != stage.Stage.Bot)
                .Select(seen => (seen.Sender, TextOf(seen, timeline))));
        Assert.Equal(
            standing.Where(said => said.MayPass).Select(said => (said.ByBob ? Bob : stage.AliceOnTelegram, said.Text)),
            Chat.Messages.Where(message => !message.IsDeleted && message.Service is null && message.Media is not Media.Poll).Select(message => (message.Sender, message.Text)));
        Assert.Equal(
            _said.Where(said => said.IsTakenBack).Select(said => said.EventId),
            timeline.Where(seen => seen.Type == "m.room.redaction").Select(Redacts));
    }

    /// <summary>A message of Alice's that Telegram will never see.</summary>
    public async Task<Said> ShowPictureAsync()
    {
        var said = new Said(byBob: false, NewText()) { MayPass = false };
        _said.Add(said);
        said.EventId = await stage.Alice.SendAsync(Room, "m.room.message", new { msgtype = "m.image", body = said.Text, url = "mxc://hs.test/none" });
        return said;
    }

    /// <summary>What the bot has said about a message.</summary>
    public async Task<IReadOnlyList<MatrixEvent>> ApologiesAsync(Said said) =>
        [.. (await stage.Alice.MessagesAsync(Room)).Where(seen => seen.Sender == stage.Stage.Bot && seen.RepliesTo == said.EventId)];

    /// <summary>Whoever wrote a message edits it or takes it back.</summary>
    public async Task ChangeAsync(Said said, bool isDeletion)
    {
        (said.IsTakenBack, var text) = (isDeletion, NewText());
        said.Text = isDeletion ? said.Text : text;
        if (said.ByBob && isDeletion)
        {
            Bob.Delete(said.Message!);
        }
        else if (said.ByBob)
        {
            Bob.Edit(said.Message!, text);
        }
        else
        {
            await (isDeletion ? stage.Alice.RedactAsync(Room, said.EventId) : stage.Alice.EditAsync(Room, said.EventId, text));
        }
    }

    /// <summary>Returns when the other side shows the change.</summary>
    public Task ArriveChangedAsync(Said said) => said.ByBob
        ? stage.Alice.WaitForEventAsync(
            seen => said.IsTakenBack ? seen.Type == "m.room.redaction" && Redacts(seen) == said.EventId : seen.Replaces == said.EventId,
            TelegramStage.Patience)
        : stage.Stage.Telegram.WaitUntilAsync(
            () => said.IsTakenBack ? said.Message!.IsDeleted : said.Message!.Text == said.Text, TelegramStage.Patience);

    private static string? Redacts(MatrixEvent seen) =>
        seen.Content.TryGetProperty("redacts", out var target) || seen.Raw.TryGetProperty("redacts", out target) ? target.GetString() : null;

    /// <summary>After its last edit. More than one edit event is a fault: people see each in the message's history.</summary>
    private static string TextOf(MatrixEvent seen, IReadOnlyList<MatrixEvent> timeline)
    {
        var edits = timeline.Where(other => other.Replaces == seen.EventId && !other.IsRedacted).ToArray();
        return edits switch
        {
            [] => seen.Body ?? "",
            [var edit] when edit.Sender == seen.Sender => edit.Content.GetProperty("m.new_content").GetProperty("body").GetString()!,
            _ => $"{edits.Length} edits by {string.Join(", ", edits.Select(edit => edit.Sender))}",
        };
    }
}
