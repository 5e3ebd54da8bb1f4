using System.Globalization;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Signal.Accounts;
using Bridges.Signal.Simulator;
using Bridges.Signal.Tests.Beds;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Signal.Tests.Live;

/// <summary>What happens when the engine or the host dies, or an old copy of the account's file comes back.</summary>
public sealed class RecoveryTests(SharedSignal shared) : SignalTest(shared)
{
    private readonly HashSet<int> _killed = [];

    [Fact]
    public async Task What_is_said_while_the_account_is_closed_comes_afterwards_in_order()
    {
        await Bob.SayAsync(Alice, "before");
        await Told.MessageAsync("before");
        await Bed.CloseAsync();
        foreach (var number in Enumerable.Range(1, 20))
        {
            await Bob.SayAsync(Alice, $"missed {number}");
        }

        var told = new RecordingHost();
        await using var account = await Bed.OpenForAsync(told);

        await told.MessageAsync("missed 20");
        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"missed {number}"), Texts(told).Where(text => text.StartsWith("missed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Through_many_deaths_of_the_engine_each_message_is_told_once_and_in_order_and_sending_goes_on()
    {
        var (messages, deaths) = TestCourse.IsLong ? (150, 6) : (50, 2);
        await Bob.SayAsync(Alice, "hello");
        await Told.MessageAsync("hello");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var saying = Task.Run(
            async () =>
            {
                foreach (var number in Enumerable.Range(1, messages))
                {
                    await Bob.SayAsync(Alice, $"storm {number}");
                }
            },
            ended.Token);
        var writing = WriteThroughAsync(40, ended.Token);

        for (var death = 0; death < deaths; death++)
        {
            await KillEngineAsync(waitMilliseconds: 300 + (death * 170));
        }

        await saying;
        await writing;
        await Told.MessageAsync($"storm {messages}");
        Assert.Equal(Enumerable.Range(1, messages).Select(number => $"storm {number}"), Texts(Told).Where(text => text.StartsWith("storm", StringComparison.Ordinal)).Distinct());
        await Bob.HearTextAsync("written 40");
        // Signal's apps drop a second message of the same author and time, so only distinct times count.
        var heard = (await Bob.HeardAsync()).Select(entry => entry.GetProperty("content").Part("dataMessage")).Where(message => message?.Body()?.StartsWith("written", StringComparison.Ordinal) == true)
            .Select(message => (message!.Value.Number("timestamp"), message!.Value.Body())).Distinct();
        Assert.Equal(Enumerable.Range(1, 40).Select(number => $"written {number}"), heard.Select(message => message.Item2));
    }

    [Fact]
    public async Task An_event_that_was_not_acknowledged_is_told_again_after_a_restart()
    {
        Told.BeforeReceiving = async (_, cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken);
        await Bob.SayAsync(Alice, "remember me");
        await Bob.HearAsync("the delivery receipt", content => content.Part("receiptMessage") is not null);

        await Bed.ReopenAsync();

        await Told.MessageAsync("remember me");
    }

    [Fact]
    public async Task Where_the_host_cannot_write_an_event_down_nothing_of_its_chat_overtakes_it()
    {
        var refusals = 0;
        var allHaveCome = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Told.BeforeReceiving = async (remoteEvent, cancellationToken) =>
        {
            switch (remoteEvent is RemoteMessage message ? RecordingHost.TextOf(message.Parts) : null)
            {
                case "zero":
                    await allHaveCome.Task.WaitAsync(cancellationToken);
                    break;
                case "one" when Interlocked.Increment(ref refusals) == 1:
                    throw BridgeException.Transient("The disk is full.");
            }
        };
        var said = 0L;
        foreach (var text in new[] { "zero", "one", "two", "three" })
        {
            said = await Bob.SayAsync(Alice, text);
        }

        // Behind the first, which is held, the others are waiting together.
        await Bob.HearAsync("that the last has come", content => content.Part("receiptMessage") is { } receipt && receipt.ToString().Contains($"{said}", StringComparison.Ordinal));
        allHaveCome.SetResult();

        await Told.MessageAsync("three");
        await Told.MessageAsync("one");
        Assert.Equal(["zero", "one", "two", "three"], Texts(Told));
        Assert.True(refusals > 1);
    }

    [Fact]
    public async Task A_file_that_the_engine_of_a_host_that_was_killed_still_has_is_waited_for()
    {
        await Bed.CloseAsync();
        var told = new RecordingHost();
        await using var account = Bed.Open(Bed.Stored, told);
        await using (await Bed.HoldFileAsync())
        {
            await account.StartAsync(Cancellation);
            // It is there, and not started.
            await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Bed.Message(SignalBed.Text("too early")), Cancellation));
        }

        await told.ConnectedAsync();
        await account.SendAsync(Bed.Message(SignalBed.Text("in time")), Cancellation);
        await Bob.HearTextAsync("in time");
    }

    [Fact]
    public async Task A_file_from_before_the_last_session_is_not_used()
    {
        await Bed.CloseAsync();
        var copies = CopyFiles();
        await Bed.ReopenClosedAsync();
        await Bed.CloseAsync();
        foreach (var (path, bytes) in copies)
        {
            await File.WriteAllBytesAsync(path, bytes, Cancellation);
        }

        var told = new RecordingHost();
        await using var account = Bed.Open(Bed.Stored, told);
        await account.StartAsync(Cancellation);

        var state = await told.States.FirstAsync(state => state.Condition == AccountCondition.LoggedOut);
        Assert.Contains("older than what Signal has seen", state.Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Bed.Message(SignalBed.Text("must not leave")), Cancellation));
    }

    [Fact]
    public async Task A_file_and_a_database_that_are_both_old_are_found_out_by_Signal_itself()
    {
        await Bed.CloseAsync();
        var (copies, stored) = (CopyFiles(), Bed.Stored);
        await Bed.ReopenClosedAsync();
        await Bed.CloseAsync();
        foreach (var (path, bytes) in copies)
        {
            await File.WriteAllBytesAsync(path, bytes, Cancellation);
        }

        var told = new RecordingHost();
        await using var account = Bed.Open(stored, told);
        await account.StartAsync(Cancellation);

        await told.States.FirstAsync(state => state.Condition == AccountCondition.LoggedOut);
        Assert.DoesNotContain(told.States.All, state => state.Condition == AccountCondition.Connected);
        await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Bed.Message(SignalBed.Text("must not leave")), Cancellation));
    }

    [Fact]
    public async Task What_was_restored_from_a_backup_must_be_linked_anew_though_everything_in_it_agrees()
    {
        await Bed.CloseAsync();
        RestoredFolder.Set(Path.Combine(Bed.Host.DataDirectory, "accounts", AccountSecret.Parse(Bed.Stored.Secret).Folder));

        var told = new RecordingHost();
        await using var account = Bed.Open(Bed.Stored, told);
        await account.StartAsync(Cancellation);

        var state = await told.States.FirstAsync(state => state.Condition == AccountCondition.LoggedOut);
        Assert.Contains("restored from a backup", state.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(told.States.All, state => state.Condition == AccountCondition.Connected);
    }

    [Fact]
    public async Task A_lost_connection_comes_back_by_itself()
    {
        await Signal.AskAsync("/drop", new JsonObject { ["person"] = Alice.Id });
        await Told.States.FirstAsync(state => state.Condition == AccountCondition.Disconnected);

        await Told.States.UntilAsync(states => states.Count(state => state.Condition == AccountCondition.Connected) >= 2, "a second connection");
        await Bob.SayAsync(Alice, "there you are");
        await Told.MessageAsync("there you are");
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_asked_for_again_and_stops_nothing()
    {
        await Bob.SayAsync(Alice, "good");
        await Told.MessageAsync("good");
        // From then on Bob's messages are short ones of a session, which tell who sent them even where they are damaged.
        await Bob.HearAsync("the delivery receipt", content => content.Part("receiptMessage") is not null);
        var lost = await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = "damaged" }, new JsonObject { ["damaged"] = true, ["sealed"] = false });
        await Bob.SayAsync(Alice, "good again");

        await Told.MessageAsync("good again");
        await Bob.HearAsync("the question", content => content.Number("decryptionError", "timestamp") == lost);
        Assert.DoesNotContain(Told.States.All, state => state.Condition == AccountCondition.LoggedOut);
    }

    [Fact]
    public async Task Whoever_writes_over_a_session_that_is_lost_here_is_asked_all_the_same()
    {
        await Bob.SayAsync(Alice, "good");
        await Told.MessageAsync("good");
        await Bob.HearAsync("the delivery receipt", content => content.Part("receiptMessage") is not null);
        await Bed.CloseAsync();
        await Bed.TamperAsync("forget-session", Bob.Id);
        await Bed.ReopenClosedAsync();

        var lost = await Bob.SayAsync(Alice.Id, new JsonObject { ["text"] = "over the old session" });

        await Bob.HearAsync("the question", content => content.Number("decryptionError", "timestamp") == lost);
    }

    private async Task WriteThroughAsync(int count, CancellationToken cancellationToken)
    {
        foreach (var number in Enumerable.Range(1, count))
        {
            var message = Bed.Message(SignalBed.Text(string.Create(CultureInfo.InvariantCulture, $"written {number}")));
            for (var isSent = false; !isSent;)
            {
                try
                {
                    await Account.SendAsync(message, cancellationToken);
                    isSent = true;
                }
                catch (BridgeException exception) when (exception.Kind == FailureKind.Transient)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
                }
            }
        }
    }

    private async Task KillEngineAsync(int waitMilliseconds)
    {
        await Task.Delay(waitMilliseconds, Cancellation);
        // Where the death before was not noticed yet, it is the next engine that dies.
        await SignalBed.UntilAsync(
            "an engine that can be killed",
            () => Task.FromResult(((SignalNetwork)Bed.Network).EngineStatus is { Condition: EngineCondition.Running, ProcessId: { } id } && _killed.Add(id) && ProcessTree.Kill(id)));
    }

    private List<(string Path, byte[] Bytes)> CopyFiles()
    {
        var folder = Path.Combine(Bed.Host.DataDirectory, "accounts", AccountSecret.Parse(Bed.Stored.Secret).Folder);
        return [.. Directory.GetFiles(folder, "signal.db*").Select(path => (path, File.ReadAllBytes(path)))];
    }

    private static IEnumerable<string> Texts(RecordingHost told) => told.Events.All.OfType<RemoteMessage>().Select(message => RecordingHost.TextOf(message.Parts)).OfType<string>();
}
