using System.Diagnostics;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Tests.Beds;

namespace Bridges.Telegram.Tests.Live;

public sealed class RecoveryTests
{
    [Fact]
    public async Task A_restart_needs_no_login_and_brings_what_was_missed()
    {
        await using var bed = await TelegramBed.StartAsync();
        var stored = await bed.LogInAsync(bed.Alice);
        var (_, before) = await bed.OpenAsync(stored);
        await bed.Telegram.WaitForClientAsync(bed.Alice, cancellationToken: TelegramBed.Cancellation);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "before");
        await before.MessageAsync("before");

        await bed.StopAsync();
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "while away");
        await bed.RestartAsync();
        var (_, after) = await bed.OpenAsync(stored);

        await after.MessageAsync("while away");
        Assert.Single(bed.Telegram.Logins.SentCodes);
    }

    [Fact]
    public async Task A_killed_engine_is_restarted_and_the_account_goes_on()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "before");
        var key = (await host.MessageAsync("before")).Chat;
        var seen = host.States.All.Count;

        await KillEngineAsync(bed);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "meanwhile");

        await host.States.FirstAsync(_ => host.States.All.Skip(seen).Any(state => state.Condition == AccountCondition.Connected));
        Assert.Equal(
            [AccountCondition.Connecting, AccountCondition.Connected],
            host.States.All.Skip(seen).Select(state => state.Condition).Distinct());
        await account.SendAsync(Texts.Message(key, "back again"), TelegramBed.Cancellation);
        var history = await ((IReadsHistory)account).ReadHistoryAsync(key, after: null, 10, TelegramBed.Cancellation);
        Assert.Equal(["before", "meanwhile", "back again"], history.Select(message => RecordingHost.TextOf(message.Parts)));
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "afterwards");
        await host.MessageAsync("afterwards");
    }

    [Fact]
    public async Task A_message_that_was_handed_over_when_the_engine_died_is_found_once()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "go on");
        var key = (await host.MessageAsync("go on")).Chat;
        await account.SendAsync(Texts.Message(key, "same words"), TelegramBed.Cancellation);
        bed.Telegram.Faults.AnswerDelay = TimeSpan.FromMinutes(1);
        var message = Texts.Message(key, "same words ");
        var handedOverAt = TimeProvider.System.GetUtcNow();

        var sending = account.SendAsync(message, TelegramBed.Cancellation);
        await bed.Telegram.WaitUntilAsync(() => chat.Messages.Count(candidate => candidate.Sender == bed.Alice) == 2, cancellationToken: TelegramBed.Cancellation);
        await KillEngineAsync(bed);
        bed.Telegram.Faults.Clear();
        var failure = await Assert.ThrowsAsync<BridgeException>(() => sending);
        var lookup = await ((IFindsDeliveries)account).FindDeliveryAsync(message, handedOverAt, TelegramBed.Cancellation);

        Assert.Equal((FailureKind.Transient, Certainty.Uncertain), (failure.Kind, failure.Certainty));
        var second = chat.Messages.Last(candidate => candidate.Sender == bed.Alice);
        Assert.Equal([$"{second.IdFor(bed.Alice)}"], Assert.IsType<DeliveryLookup.Arrived>(lookup).Message.Ids.Select(id => id.Value));
        Assert.Equal(2, chat.Messages.Count(candidate => candidate.Sender == bed.Alice));
    }

    [Fact]
    public async Task A_message_that_TDLib_had_noted_and_not_sent_yet_is_waited_for()
    {
        await using var bed = await TelegramBed.StartAsync();
        var stored = await bed.LogInAsync(bed.Alice);
        var (account, host) = await bed.OpenAsync(stored);
        await bed.Telegram.WaitForClientAsync(bed.Alice, cancellationToken: TelegramBed.Cancellation);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "go on");
        var key = (await host.MessageAsync("go on")).Chat;
        var (message, handedOverAt, sending) = await BeginToSendAsync(bed, account, key);

        await bed.RestartAsync();
        var failure = await Assert.ThrowsAsync<BridgeException>(() => sending);
        var (reopened, _) = await bed.OpenAsync(stored);
        var lookup = await ((IFindsDeliveries)reopened).FindDeliveryAsync(message, handedOverAt, TelegramBed.Cancellation);

        Assert.Equal(Certainty.Uncertain, failure.Certainty);
        var arrived = Assert.Single(chat.Messages, candidate => candidate.Text == "held up");
        Assert.Equal([$"{arrived.IdFor(bed.Alice)}"], Assert.IsType<DeliveryLookup.Arrived>(lookup).Message.Ids.Select(id => id.Value));
    }

    [Fact]
    public async Task A_message_is_delivered_once_whatever_TDLib_had_noted_when_it_was_killed()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "go on");
        var key = (await host.MessageAsync("go on")).Chat;
        var (message, handedOverAt, sending) = await BeginToSendAsync(bed, account, key);

        await KillEngineAsync(bed);
        await Assert.ThrowsAsync<BridgeException>(() => sending);
        if (await ((IFindsDeliveries)account).FindDeliveryAsync(message, handedOverAt, TelegramBed.Cancellation) is DeliveryLookup.NotArrived)
        {
            await account.SendAsync(message, TelegramBed.Cancellation);
        }

        await account.SendAsync(Texts.Message(key, "the next one"), TelegramBed.Cancellation);
        Assert.Equal(["held up", "the next one"], chat.Messages.Where(candidate => candidate.Sender == bed.Alice).Select(candidate => candidate.Text));
    }

    [Fact]
    public async Task A_message_that_never_reached_Telegram_is_not_found()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var chat = bed.Alice.ChatWith(bed.Bob);
        bed.Bob.SendText(chat, "go on");
        var key = (await host.MessageAsync("go on")).Chat;
        var handedOverAt = TimeProvider.System.GetUtcNow();

        var lookup = await ((IFindsDeliveries)account).FindDeliveryAsync(Texts.Message(key, "never sent"), handedOverAt, TelegramBed.Cancellation);

        Assert.IsType<DeliveryLookup.NotArrived>(lookup);
    }

    [Fact]
    public async Task A_session_ended_elsewhere_is_told_with_the_way_back()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);

        bed.Telegram.Logins.Revoke(bed.Alice);
        bed.Telegram.Faults.DropConnections();

        var state = await host.States.FirstAsync(candidate => candidate.Condition == AccountCondition.LoggedOut);
        Assert.Contains("login telegram", state.Text);
    }

    [Fact]
    public async Task A_lost_connection_is_told_and_closed_by_itself()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "before");
        await host.MessageAsync("before");

        bed.Telegram.Faults.RefuseConnections = true;
        bed.Telegram.Faults.DropConnections();
        await host.States.FirstAsync(state => state.Condition == AccountCondition.Disconnected);
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "meanwhile");
        bed.Telegram.Faults.RefuseConnections = false;

        var received = await host.MessageAsync("meanwhile");
        await account.SendAsync(Texts.Message(received.Chat, "here again"), TelegramBed.Cancellation);
    }

    [Fact]
    public async Task After_a_lost_connection_the_gap_that_Telegram_does_not_fill_is_filled_in_order()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Lots", bed.Bob, bed.Alice);
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "before");
        var before = await host.MessageAsync("before");
        var states = host.States.All.Count;

        bed.Telegram.Faults.RefuseConnections = true;
        bed.Telegram.Faults.DropConnections();
        await host.States.FirstAsync(state => state.Condition == AccountCondition.Disconnected);
        for (var number = 0; number < 150; number++)
        {
            bed.Bob.SendText(group, $"{number}");
        }

        bed.Time.Jump(TimeSpan.FromMinutes(1));
        bed.Telegram.Faults.RefuseConnections = false;
        await host.States.FirstAsync(_ => host.States.All.Skip(states).Any(state => state.Condition == AccountCondition.Connected));

        Assert.Equal(
            [AccountCondition.Disconnected, AccountCondition.Resumed, AccountCondition.Connected],
            host.States.All.Skip(states).Select(state => state.Condition).Distinct());
        await host.MessageAsync("149");
        var expected = Enumerable.Range(0, 150).Select(number => $"{number}").ToList();
        Assert.Equal(["before", .. expected], TextsOf(host.Events.All.OfType<RemoteMessage>()));
        var missed = await ((IReadsHistory)account).ReadHistoryAsync(before.Chat, before.Id, 1000, TelegramBed.Cancellation);
        Assert.Equal(expected, TextsOf(missed));
    }

    [Fact]
    public async Task What_Telegram_passes_over_while_connected_is_told_in_order()
    {
        await using var bed = await TelegramBed.StartAsync();
        var group = bed.Telegram.Chats.CreateSupergroup("Lots", bed.Bob, bed.Alice);
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        bed.Bob.SendText(group, "before");
        await host.MessageAsync("before");

        bed.Telegram.Faults.LosePushes = true;
        for (var number = 0; number < 249; number++)
        {
            bed.Bob.SendText(group, $"{number}");
        }

        bed.Telegram.Faults.LosePushes = false;
        bed.Bob.SendText(group, "249");
        await host.MessageAsync("249");

        Assert.Equal(["before", .. Enumerable.Range(0, 250).Select(number => $"{number}")], TextsOf(host.Events.All.OfType<RemoteMessage>()));
    }

    [Fact]
    public async Task Logging_out_ends_the_session_and_erases_the_data()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, _) = await bed.ConnectAsync(bed.Alice);
        Assert.Equal(1, bed.Telegram.Logins.CountOf(bed.Alice));

        await account.LogoutAsync(TelegramBed.Cancellation);

        Assert.Equal(0, bed.Telegram.Logins.CountOf(bed.Alice));
        Assert.Empty(Directory.GetDirectories(bed.AccountsFolder));
    }

    [Fact]
    public async Task What_the_host_cannot_take_is_told_again_until_it_can()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (_, host) = await bed.ConnectAsync(bed.Alice);
        var refusals = 2;
        host.BeforeReceiving = (_, _) => refusals-- > 0 ? throw new IOException("disk full") : ValueTask.CompletedTask;

        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "one");
        bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), "two");

        await host.MessageAsync("two");
        Assert.Equal(["one", "two"], host.Events.All.OfType<RemoteMessage>().Select(message => RecordingHost.TextOf(message.Parts)));
    }

    [Fact]
    public async Task History_can_be_read_while_the_host_holds_back_events()
    {
        await using var bed = await TelegramBed.StartAsync();
        var (account, host) = await bed.ConnectAsync(bed.Alice);
        var released = new TaskCompletionSource();
        host.BeforeReceiving = async (_, cancellationToken) => await released.Task.WaitAsync(cancellationToken);
        for (var number = 0; number < 300; number++)
        {
            bed.Bob.SendText(bed.Alice.ChatWith(bed.Bob), $"{number}");
        }

        var key = RemoteIds.Chat(bed.Bob.Id, account.Id);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TelegramBed.Cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        IReadOnlyList<RemoteMessage> history = [];
        while (history.Count < 300)
        {
            // The newest may still be on their way to TDLib; no other may be missing.
            history = await ((IReadsHistory)account).ReadHistoryAsync(key, after: null, 300, patience.Token);
            Assert.Equal(Enumerable.Range(0, history.Count).Select(number => $"{number}"), history.Select(message => RecordingHost.TextOf(message.Parts)));
        }

        Assert.Empty(host.Events.All.OfType<RemoteMessage>());
        released.SetResult();

        await host.MessageAsync("299");
        Assert.Equal(
            Enumerable.Range(0, 300).Select(number => $"{number}"),
            host.Events.All.OfType<RemoteMessage>().Select(message => RecordingHost.TextOf(message.Parts)));
    }

    private static IEnumerable<string?> TextsOf(IEnumerable<RemoteMessage> messages) =>
        messages.Select(message => RecordingHost.TextOf(message.Parts)).Where(text => text?.StartsWith("created", StringComparison.Ordinal) == false);

    /// <summary>TDLib has the message and waits with it, as the server asks it to.</summary>
    private static async Task<(OutgoingMessage Message, DateTimeOffset HandedOverAt, Task<SentMessage> Sending)> BeginToSendAsync(
        TelegramBed bed, IAccount account, ChatKey chat)
    {
        bed.Telegram.Faults.FloodWait("messages.sendMessage", seconds: 20);
        var message = Texts.Message(chat, "held up");
        var handedOverAt = TimeProvider.System.GetUtcNow();
        var sending = account.SendAsync(message, TelegramBed.Cancellation);
        await bed.Telegram.WaitForCallAsync("messages.sendMessage", cancellationToken: TelegramBed.Cancellation);
        return (message, handedOverAt, sending);
    }

    private static async Task KillEngineAsync(TelegramBed bed)
    {
        using var engine = Process.GetProcessById(bed.EngineProcess);
        engine.Kill();
        await engine.WaitForExitAsync(TelegramBed.Cancellation);
    }
}
