using Bridges.Core;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>
/// The host is killed at a checkpoint while something passes it, and started again. In the end all stands on both sides
/// as if nothing had happened.
/// </summary>
public abstract class KillPointTest(KillPointStage stage) : IDisposable
{
    /// <inheritdoc />
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(stage.Stage.Logs);
        }
    }

    /// <param name="point">Where the host dies.</param>
    /// <param name="deaths">How often in a row, at as many starts.</param>
    protected async Task SurviveAsync(Checkpoint point, int deaths = 1)
    {
        await stage.Death.EnsureLifeAsync();
        var course = Course.Of(point);
        await (course.Way switch
        {
            Way.ToTelegram => MessageAsync(byBob: false, point, course, deaths),
            Way.ToMatrix => MessageAsync(byBob: true, point, course, deaths),
            Way.FirstContact => FirstContactAsync(point, deaths),
            Way.ChangeToTelegram => ChangeAsync(point, byBob: false, isDeletion: false),
            Way.FileToMatrix or Way.TransferToMatrix or Way.FileToTelegram => FileAsync(course.Way, point),
            Way.Failure => FailureAsync(point, course),
            _ => LoginAsync(point, course),
        });
    }

    /// <summary>Three messages at once; the host dies when the second passes the point.</summary>
    protected async Task SurviveInMidstreamAsync(Checkpoint point)
    {
        await stage.Death.EnsureLifeAsync();
        var byBob = Course.Of(point).Way == Way.ToMatrix;
        var exchange = await BeginAsync(byBob);
        await stage.ArmAsync(point, times: 2);
        var stream = new[] { await exchange.WriteAsync(byBob), await exchange.WriteAsync(byBob), await exchange.WriteAsync(byBob) };
        await stage.Death.WaitAsync();
        await stage.ReviveAsync();
        await exchange.ArriveAsync(stream[^1]);
        await EndAsync(exchange, byBob);
    }

    /// <summary>A message is changed after it has arrived; the host dies when the change passes the point.</summary>
    protected async Task ChangeAsync(Checkpoint point, bool byBob, bool isDeletion)
    {
        await stage.Death.EnsureLifeAsync();
        var exchange = await BeginAsync(byBob);
        var said = await exchange.SayAsync(byBob);
        await exchange.SettleAsync();
        await stage.ArmAsync(point);
        await exchange.ChangeAsync(said, isDeletion);
        await stage.Death.WaitAsync();
        await stage.ReviveAsync();
        await exchange.ArriveChangedAsync(said);
        await EndAsync(exchange, byBob);
    }

    /// <summary>The host dies when a message has reached the homeserver, which is killed, too, and does not tell of it at first.</summary>
    protected async Task SurviveForgetfulHomeserverAsync()
    {
        await stage.Death.EnsureLifeAsync();
        var exchange = await BeginAsync(byBob: true);
        await stage.ArmAsync(Checkpoint.EventSent);
        var said = await exchange.WriteAsync(byBob: true);
        await stage.Death.WaitAsync();
        await stage.Stage.Synapse.KillAsync();
        await UncountedEvent.LeaveAsync(stage.Stage.Synapse);
        await stage.Stage.Synapse.StartAgainAsync();
        await stage.ReviveAsync();
        await exchange.WaitUntilKeptAsync(await exchange.WriteAsync(byBob: true));
        // In this state Synapse fails whoever syncs; after a stop in good order it is well again.
        await stage.Stage.Synapse.RestartAsync();
        await exchange.ArriveAsync(said);
        await EndAsync(exchange, byBob: true);
    }

    private async Task MessageAsync(bool byBob, Checkpoint point, Course course, int deaths)
    {
        var exchange = await BeginAsync(byBob);
        await stage.ArmAsync(point);
        var said = await exchange.WriteAsync(byBob);
        await DieAsync(deaths);
        if (course.HasArrived is { } expected)
        {
            Assert.Equal(expected, await exchange.HasArrivedAsync(said));
        }

        await stage.ReviveAsync();
        await exchange.ArriveAsync(said);
        await EndAsync(exchange, byBob);
    }

    private async Task FileAsync(Way way, Checkpoint point)
    {
        var byBob = way != Way.FileToTelegram;
        var exchange = await BeginAsync(byBob);
        await stage.ArmAsync(point, waitsForFiles: way != Way.TransferToMatrix);
        var file = await exchange.SendFileAsync(byBob);
        await DieAsync(deaths: 1);
        await stage.ReviveAsync();
        await exchange.ArriveAsync(file);
        await EndAsync(exchange, byBob);
        await exchange.CheckFileAsync(file);
    }

    /// <summary>Somebody reacts to a message, or takes that back.</summary>
    protected async Task ReactAsync(Checkpoint point, bool byBob)
    {
        await stage.Death.EnsureLifeAsync();
        var exchange = await BeginAsync(byBob);
        await stage.ArmAsync(point);
        // Said in this session: Telegram's library tells of reactions to messages that it has in memory. Saying it passes none of these points.
        var said = await exchange.SayAsync(!byBob);
        await exchange.ReactAsync(said);
        await stage.Death.WaitAsync();
        await stage.ReviveAsync();
        await EndAsync(exchange, byBob);
        await exchange.CheckReactionAsync(said);
    }

    /// <summary>Bob asks, Alice answers.</summary>
    protected async Task VoteAsync(Checkpoint point)
    {
        await stage.Death.EnsureLifeAsync();
        var exchange = await BeginAsync(byBob: true);
        var poll = new PollOfBob(stage, exchange);
        var isOfVote = point is Checkpoint.ChangeHandingOver or Checkpoint.ChangeHandedOver;
        if (isOfVote)
        {
            await poll.AskAsync();
            await poll.ArriveAsync();
        }

        await stage.ArmAsync(point);
        await (isOfVote ? poll.VoteAsync() : poll.AskAsync());
        await stage.Death.WaitAsync();
        await stage.ReviveAsync();
        await poll.ArriveAsync();
        await EndAsync(exchange, byBob: true);
        await poll.CheckAsync(isVotedFor: isOfVote);
    }

    /// <summary>Bob pins a message of his.</summary>
    protected async Task PinAsync(Checkpoint point)
    {
        await stage.Death.EnsureLifeAsync();
        var exchange = await BeginAsync(byBob: true);
        var said = await exchange.SayAsync(byBob: true);
        await stage.ArmAsync(point);
        exchange.Bob.Pin(said.Message!, silent: true);
        await stage.Death.WaitAsync();
        await stage.ReviveAsync();
        await exchange.SettleAsync();
        var pins = (await stage.Alice.TimelineAsync(exchange.Room)).Where(seen => seen.Type == "m.room.pinned_events").ToArray();
        Assert.Equal([said.EventId], Assert.Single(pins).Content.GetProperty("pinned").EnumerateArray().Select(pinned => pinned.GetString()));
    }

    private async Task FirstContactAsync(Checkpoint point, int deaths)
    {
        var exchange = new Exchange(stage);
        await stage.ArmAsync(point);
        var said = await exchange.WriteAsync(byBob: true);
        await DieAsync(deaths);
        await stage.ReviveAsync();
        await exchange.ArriveAsync(said);
        await EndAsync(exchange, byBob: true);
        await FirstContact.CheckAsync(stage, exchange);
    }

    private async Task FailureAsync(Checkpoint point, Course course)
    {
        var exchange = await BeginAsync(byBob: false);
        await stage.ArmAsync(point);
        var picture = await exchange.ShowPictureAsync();
        await stage.Death.WaitAsync();
        Assert.Equal(course.HasArrived == true ? 1 : 0, (await exchange.ApologiesAsync(picture)).Count);
        await stage.ReviveAsync();
        await EndAsync(exchange, byBob: false);
        Assert.Single(await exchange.ApologiesAsync(picture));
    }

    /// <summary>After the restart somebody is logged in or not, as the database has it, and can go on.</summary>
    private async Task LoginAsync(Checkpoint point, Course course)
    {
        var carol = stage.NewPerson("Carol");
        var user = await stage.Stage.RegisterAsync($"carol{carol.Id}");
        var room = await stage.Stage.OpenManagementRoomAsync(user);
        await stage.ArmAsync(point);
        await room.AskAsync("login telegram phone", "Send the phone number");
        await room.AskAsync($"+{carol.Phone}", "Send the code");
        await user.SendTextAsync(room.Id, "12345");
        await stage.Death.WaitAsync();
        await stage.ReviveAsync();
        if (course.HasArrived == true)
        {
            await room.AskAsync("list-logins", carol.FirstName);
        }
        else
        {
            await room.AskAsync("list-logins", "not logged in");
            await stage.Stage.LogInAsync(room, carol);
        }

        var bob = stage.NewPerson("Bob");
        var greeting = bob.SendText(carol.ChatWith(bob), Exchange.NewText());
        var seen = await user.WaitForEventAsync(seen => seen.Kind == EventKind.Timeline && seen.Body == greeting.Text, TelegramStage.Patience);
        var answer = Exchange.NewText();
        await user.SendTextAsync(seen.RoomId, answer);
        await stage.Stage.Telegram.WaitForMessageAsync(carol.ChatWith(bob), message => message.Text == answer, TelegramStage.Patience);
        Assert.Single(carol.ChatWith(bob).Messages, message => message.Text == answer);
        Assert.Single(await user.MessagesAsync(seen.RoomId), message => message.Body == greeting.Text);
    }

    private async Task DieAsync(int deaths)
    {
        await stage.Death.WaitAsync();
        for (var death = 1; death < deaths; death++)
        {
            await stage.Death.RiseToDieAgainAsync();
            await stage.Death.WaitAsync();
        }
    }

    /// <summary>A chat with somebody new, and a message before the one that matters.</summary>
    private async Task<Exchange> BeginAsync(bool byBob)
    {
        var exchange = new Exchange(stage);
        await exchange.SayAsync(byBob: true);
        await exchange.SayAsync(byBob);
        return exchange;
    }

    /// <summary>A message after the one that matters; then all has to be as it was said.</summary>
    private static async Task EndAsync(Exchange exchange, bool byBob)
    {
        await exchange.SayAsync(byBob);
        await exchange.SettleAsync();
        await exchange.CheckAsync();
    }
}
