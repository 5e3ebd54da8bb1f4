using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Core;
using Bridges.Signal.EndToEnd.Tests.Beds;
using Bridges.Signal.Simulator;
using Bridges.Signal.Stage;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Users;

namespace Bridges.Signal.EndToEnd.Tests.KillPoints;

/// <summary>The host is killed where something passes a checkpoint, and started again: in the end it is on the other side, once.</summary>
public abstract class KillPointTest(OwnStage fixture) : EndToEndTest(fixture.Stage)
{
    private const string FileWait = "BRIDGES_MEDIA__WAIT_SECONDS";

    protected async Task MessageFromMatrixAsync(Checkpoint point)
    {
        var (talk, death) = await BeginAsync(point);
        var text = Talk.Unique("from Matrix");

        await talk.Matrix.SendTextAsync(talk.Room, text, Cancellation);
        await DieAsync(death);

        await talk.Bob.HearTextAsync(text);
        await SettleAsync(talk);
        Assert.Equal(1, await HeardAsync(talk.Bob, content => content.Text("dataMessage", "body") == text));
    }

    protected async Task MessageFromSignalAsync(Checkpoint point)
    {
        var (talk, death) = await BeginAsync(point);
        var text = Talk.Unique("from Signal");

        await talk.Bob.SayAsync(talk.Alice, text);
        await DieAsync(death);

        await talk.SeeAsync("m.room.message", seen => seen.Body == text, Cancellation);
        await SettleAsync(talk);
        Assert.Single(await talk.Matrix.MessagesAsync(talk.Room, Cancellation), seen => seen.Body == text && seen.Sender == talk.Ghost);
    }

    protected async Task FirstMessageAsync(Checkpoint point)
    {
        var (talk, death) = await BeginAsync(point);
        var (text, carol) = (Talk.Unique("a first word"), await Stage.Signal.PersonAsync("Carol"));
        var before = RoomsOf(talk.Matrix);

        await carol.SayAsync(talk.Alice, text);
        await DieAsync(death);

        var seen = await talk.Matrix.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == text, Patience, Cancellation);
        await SettleAsync(talk);
        Assert.Equal([seen.RoomId], RoomsOf(talk.Matrix).Except(before));
        Assert.Single(await talk.Matrix.MessagesAsync(seen.RoomId, Cancellation), message => message.Body == text && message.Sender == Stage.GhostOf(carol));
    }

    protected async Task ChangeAsync(Checkpoint point, Change change)
    {
        var (talk, death) = await BeginAsync(point);
        var (eventId, sentAt) = await talk.AliceSaysAsync(Talk.Unique("to be changed"), Cancellation);
        var (bobsAt, bobs) = await talk.BobSaysAsync(Talk.Unique("to be liked"), Cancellation);

        await (change switch
        {
            Change.Edit => talk.Matrix.EditAsync(talk.Room, eventId, "changed", Cancellation),
            Change.Deletion => talk.Matrix.RedactAsync(talk.Room, eventId, Cancellation),
            _ => talk.Matrix.ReactAsync(talk.Room, bobs.EventId, "🎉", Cancellation),
        });
        await DieAsync(death);

        bool IsChange(JsonElement content) => change switch
        {
            Change.Edit => content.Number("editMessage", "targetSentTimestamp") == sentAt,
            Change.Deletion => content.Number("dataMessage", "delete", "targetSentTimestamp") == sentAt,
            _ => content.Number("dataMessage", "reaction", "targetSentTimestamp") == bobsAt,
        };
        await talk.Bob.HearAsync($"the {change}", IsChange);
        await SettleAsync(talk);
        Assert.Equal(1, await HeardAsync(talk.Bob, IsChange));
    }

    /// <param name="point">Where the host dies.</param>
    /// <param name="isLate">Whether the chat does not wait for the file.</param>
    protected async Task FileFromSignalAsync(Checkpoint point, bool isLate)
    {
        var (talk, death) = await BeginAsync(point, isLate);
        var (bytes, name) = (RandomNumberGenerator.GetBytes(300_000), $"{Talk.Unique("paper")}.pdf");

        await talk.Bob.SayAsync(talk.Alice.Id, new JsonObject { ["attachments"] = new JsonArray(await talk.Bob.StoreAsync(bytes, "application/pdf", name)) });
        await DieAsync(death);

        var seen = await talk.SeeAsync("m.room.message", seen => seen.MessageType == "m.file" && seen.Body == name, Cancellation);
        await SettleAsync(talk);
        Assert.Equal(bytes, await talk.Matrix.DownloadAsync(seen.Content.GetProperty("url").GetString()!, Cancellation));
        Assert.Single(await talk.Matrix.MessagesAsync(talk.Room, Cancellation), message => message.Body == name && message.Replaces is null);
    }

    protected async Task FileFromMatrixAsync(Checkpoint point)
    {
        var (talk, death) = await BeginAsync(point);
        var (bytes, name) = (RandomNumberGenerator.GetBytes(300_000), $"{Talk.Unique("answer")}.pdf");
        var url = await talk.Matrix.UploadAsync(bytes, "application/pdf", name, Cancellation);

        await talk.Matrix.SendAsync(
            talk.Room, "m.room.message", new { msgtype = "m.file", body = name, filename = name, url, info = new { size = bytes.Length, mimetype = "application/pdf" } }, Cancellation);
        await DieAsync(death);

        bool IsFile(JsonElement content) => content.Part("dataMessage", "attachments") is { } files && files.GetArrayLength() > 0 && files[0].Text("fileName") == name;
        var heard = await talk.Bob.HearAsync("the file", IsFile);
        await SettleAsync(talk);
        Assert.Equal(bytes, await talk.Bob.OpenAsync(heard.Part("dataMessage", "attachments")!.Value[0]));
        Assert.Equal(1, await HeardAsync(talk.Bob, IsFile));
    }

    /// <summary>A picture that is nowhere cannot be carried over: its author is told so.</summary>
    protected async Task FailureAsync(Checkpoint point)
    {
        var (talk, death) = await BeginAsync(point);

        var picture = await talk.Matrix.SendAsync(talk.Room, "m.room.message", new { msgtype = "m.image", body = "nowhere", url = "mxc://hs.test/none" }, Cancellation);
        await DieAsync(death);

        bool IsApology(MatrixEvent seen) => seen.Sender == Stage.Bot && seen.RepliesTo == picture;
        await talk.SeeAsync("m.room.message", IsApology, Cancellation);
        await SettleAsync(talk);
        Assert.Single(await talk.Matrix.MessagesAsync(talk.Room, Cancellation), IsApology);
    }

    /// <summary>After the restart somebody is logged in or not, as the database has it, and can go on.</summary>
    protected async Task LoginAsync(Checkpoint point)
    {
        var (talk, death) = await BeginAsync(point);
        var user = await Stage.RegisterAsync(SignalStage.UniqueName("carol"), Cancellation);
        var carol = await Stage.Signal.PersonAsync("Carol");
        var bot = await Stage.OpenBotRoomAsync(user, Cancellation);

        var shown = await bot.AskAsync("login signal", "Linked devices", Cancellation);
        var linked = carol.ScanAsync(await user.DownloadAsync(shown.Content.GetProperty("url").GetString()!, Cancellation));
        await DieAsync(death);
        if (point == Checkpoint.LoginKept)
        {
            await bot.AskAsync("list-logins", carol.Number, Cancellation);
            await linked.WaitAsync(Patience, Cancellation);
        }
        else
        {
            // The device that was being linked never gives its keys: the phone waits in vain, and another one is linked.
            await bot.AskAsync("list-logins", "not logged in", Cancellation);
            await SignalStage.LogInAsync(bot, carol, Cancellation);
        }

        var (greeting, answer) = (Talk.Unique("welcome"), Talk.Unique("thank you"));
        await talk.Bob.SayAsync(carol, greeting);
        var seen = await user.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == greeting, Patience, Cancellation);
        await user.SendTextAsync(seen.RoomId, answer, Cancellation);
        await talk.Bob.HearTextAsync(answer);
    }

    /// <summary>These in every run, the further ones of their kind in long runs.</summary>
    protected static TheoryData<Checkpoint> Chosen(Checkpoint[] all, params Checkpoint[] always) => [.. TestCourse.IsLong ? all : always];

    private async Task<(Talk Talk, DeathAtCheckpoint Death)> BeginAsync(Checkpoint point, bool isLate = false)
    {
        var talk = await fixture.TalkAsync(Cancellation);
        var death = new DeathAtCheckpoint(Stage.Host, () => talk.Matrix.SendAsync(talk.Bot.Id, "test.nudge", new { }), Patience);
        Stage.Host.Environment.Remove(FileWait);
        if (isLate)
        {
            Stage.Host.Environment[FileWait] = "0";
        }

        await death.ArmAsync(point);
        return (talk, death);
    }

    private async Task DieAsync(DeathAtCheckpoint death)
    {
        await death.WaitAsync();
        Stage.Host.Environment.Remove(FileWait);
        await death.ReviveAsync();
    }

    /// <summary>One more message each way: what came before them has arrived, or never will.</summary>
    private static async Task SettleAsync(Talk talk)
    {
        await talk.BobSaysAsync(Talk.Unique("afterwards"), Cancellation);
        await talk.AliceSaysAsync(Talk.Unique("after that"), Cancellation);
    }

    /// <summary>How many there are to somebody's eyes: Signal's apps drop a second one of the same author and time.</summary>
    private static async Task<int> HeardAsync(SignalPerson person, Func<JsonElement, bool> fits) =>
        (await person.HeardAsync()).Select(entry => entry.GetProperty("content")).Where(fits)
            .Select(content => content.Number("dataMessage", "timestamp") ?? content.Number("editMessage", "dataMessage", "timestamp")).Distinct().Count();

    private static IEnumerable<string> RoomsOf(MatrixTestUser user) =>
        [.. user.Seen.Where(seen => seen.Type == "m.room.member" && seen.StateKey == user.UserId).Select(seen => seen.RoomId).Distinct()];
}

/// <summary>What is done on Matrix to a message.</summary>
public enum Change
{
    Edit,
    Deletion,
    Reaction,
}
