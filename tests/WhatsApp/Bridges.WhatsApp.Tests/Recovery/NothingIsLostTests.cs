using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.ModuleKit;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Recovery;

/// <summary>Kills, cuts and refusals: what was said arrives once and in order, in either direction.</summary>
public sealed class NothingIsLostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What waited on the server is new, whatever it is marked as.</summary>
    [Fact]
    public async Task What_was_said_while_nobody_listened_is_told_once_and_in_order()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.ConnectedAsync();
        await bed.CloseAsync();
        var begin = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds());
        for (var number = 1; number <= 5; number++)
        {
            await SayAtAsync(bed, bed.Alice, $"away {number}", begin.AddMinutes(number));
        }

        foreach (var name in new[] { "Ben", "Cleo", "Dan", "Eve" })
        {
            await SayAtAsync(bed, await bed.Simulation.PersonAsync(name), $"from {name}", begin);
        }

        var (_, host) = await bed.ConnectedAsync();

        await host.MessageAsync("away 5");
        Assert.Equal(["away 1", "away 2", "away 3", "away 4", "away 5"], Told(host, "away"));
        Assert.Equal(begin.AddMinutes(2), (await host.MessageAsync("away 2")).Timestamp);
        var fromEve = await host.MessageAsync("from Eve");
        Assert.Equal(["from Ben", "from Cleo", "from Dan", "from Eve"], Told(host, "from").Order(StringComparer.Ordinal));
        Assert.Equal((begin, false), (fromEve.Timestamp, fromEve.FromSelf));
        // Nothing says that the user has read them.
        Assert.Empty(host.Events.All.OfType<RemoteReadReceipt>());
    }

    private static Task SayAtAsync(WhatsAppBed bed, WhatsAppPerson from, string text, DateTimeOffset at) =>
        bed.Simulation.DoAsync("send", new { from = from.Number, to = bed.Me.Number, message = new { conversation = text }, at = $"{at.ToUnixTimeSeconds()}" });

    [Fact]
    public async Task An_engine_that_is_killed_again_and_again_in_the_midst_of_talk_loses_nothing()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();
        const int Messages = 30;

        var talking = Task.Run(
            async () =>
            {
                for (var number = 1; number <= Messages; number++)
                {
                    await bed.SayAsync(bed.Alice, $"in {number:00}");
                }
            },
            Cancellation);
        for (var kill = 0; kill < 3; kill++)
        {
            await host.MessageAsync($"in {(kill * 8) + 3:00}");
            bed.KillEngine();
            await SendUntilTakenAsync(account, bed.Chat, $"out {kill}");
        }

        await talking;
        await host.MessageAsync($"in {Messages}");

        Assert.Equal(Enumerable.Range(1, Messages).Select(number => $"in {number:00}"), Told(host, "in").Distinct());
        Assert.Equal(["out 0", "out 1", "out 2"], (await bed.FriendHasReadAsync()).Where(text => text.StartsWith("out", StringComparison.Ordinal)));
        await SimulationHasNothingLeftAsync(bed);
    }

    [Fact]
    public async Task Nothing_is_confirmed_to_whatsapp_before_it_is_on_disk()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.BeforeReceiving = async (_, cancellationToken) => await released.Task.WaitAsync(cancellationToken);

        // The host takes nothing, the engine keeps it; then the engine dies with it.
        await bed.SayAsync(bed.Alice, "kept by the engine");
        await SimulationHasNothingLeftAsync(bed);
        bed.KillEngine();
        released.SetResult();

        await host.MessageAsync("kept by the engine");
    }

    [Fact]
    public async Task A_connection_that_is_cut_comes_back_by_itself()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();

        await bed.Simulation.DoAsync("cut", new { number = bed.Me.Number });
        await bed.SayAsync(bed.Alice, "after the cut");

        await host.MessageAsync("after the cut");
        await SendUntilTakenAsync(account, bed.Chat, "so am I");
    }

    [Theory]
    [InlineData("408")]
    [InlineData("428")]
    [InlineData("440")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("515")]
    public async Task A_stream_error_that_can_pass_passes(string code)
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();

        await bed.Simulation.DoAsync("endStream", new { number = bed.Me.Number, code });
        await bed.SayAsync(bed.Alice, $"after {code}");

        await host.MessageAsync($"after {code}");
        Assert.DoesNotContain(host.States.All, state => state.Condition == AccountCondition.LoggedOut);
    }

    [Theory]
    [InlineData("403", AccountCondition.LoggedOut, "banned")]
    [InlineData("405", AccountCondition.Disconnected, "outdated")]
    [InlineData("406", AccountCondition.LoggedOut, "Log in again")]
    [InlineData("409", AccountCondition.Disconnected, "outdated")]
    public async Task A_refusal_of_the_login_is_told_for_what_it_is(string code, AccountCondition condition, string word)
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();
        await bed.Simulation.DoAsync("faults", new { failure = code });
        await bed.Simulation.DoAsync("cut", new { number = bed.Me.Number });

        await host.States.FirstAsync(state => state.Condition == condition && state.Text?.Contains(word, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_ban_for_a_while_is_told_with_its_reason_and_passes()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (_, host) = await bed.ConnectedAsync();
        await bed.Simulation.DoAsync("faults", new { failure = "402", failureDetails = new { code = "104", expire = "1" } });
        await bed.Simulation.DoAsync("cut", new { number = bed.Me.Number });

        var told = await host.Notifications.FirstAsync(text => text.Contains("the same message to too many people", StringComparison.Ordinal));
        Assert.Contains(" UTC", told, StringComparison.Ordinal);
        await host.States.FirstAsync(state => state.Condition == AccountCondition.Disconnected && state.Text == told);

        await bed.Simulation.DoAsync("faults", new { failure = (string?)null });
        await bed.SayAsync(bed.Alice, "here again");
        await host.MessageAsync("here again");
        Assert.DoesNotContain(host.States.All, state => state.Condition == AccountCondition.LoggedOut);
    }

    /// <summary>Who is thrown out after each login tries less and less often, and says so once.</summary>
    [Fact]
    public async Task A_login_that_is_taken_over_again_and_again_is_not_fought_over()
    {
        await using var bed = await WhatsAppBed.StartAsync(bed =>
        {
            // A login that lasts longer than that counts as a success, and on a slow machine it takes a while to be thrown out.
            bed.LongestWait = TimeSpan.FromMinutes(1);
            return Task.CompletedTask;
        });
        var (_, host) = await bed.ConnectedAsync();
        await bed.Simulation.DoAsync("faults", new { streamError = "440" });
        await bed.Simulation.DoAsync("cut", new { number = bed.Me.Number });
        await host.Notifications.FirstAsync(text => text.Contains("takes this login over", StringComparison.Ordinal));

        await Task.Delay(TimeSpan.FromSeconds(12), Cancellation);

        // Without a growing pause there would be two each second.
        Assert.InRange(await LoginsAsync(), 0, 14);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (await LoginsAsync() < 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
        }

        Assert.Single(host.Notifications.All);

        async Task<int> LoginsAsync() =>
            (await bed.Simulation.DoAsync("happenings")).EnumerateArray().Count(happening => happening.Text("what") == "login");

        await bed.Simulation.DoAsync("faults", new { streamError = (string?)null });
    }

    /// <summary>One refused person does not cost the others.</summary>
    [Fact]
    public async Task A_message_that_whatsapp_refuses_is_told_to_its_author_and_not_tried_again()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, _) = await bed.ConnectedAsync();
        var stranger = await bed.Simulation.PersonAsync("Stranger");
        await bed.Simulation.DoAsync("refuse", new { number = stranger.Number, code = "463" });

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Message(bed.ChatWith(stranger), "hello?"), Cancellation));

        Assert.Equal(FailureKind.Permanent, refusal.Kind);
        Assert.Contains("new people", refusal.Message, StringComparison.Ordinal);
        await account.SendAsync(Message(bed.Chat, "a friend"), Cancellation);
        Assert.Contains("a friend", await bed.FriendHasReadAsync());
    }

    /// <summary>A member with a new phone reads the next message of the group.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_member_with_a_new_phone_gets_the_groups_key_anew(bool whileNobodyListens)
    {
        const string Group = "120363000000000009@g.us";
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, _) = await bed.ConnectedAsync();
        await bed.Simulation.DoAsync("group", new { id = Group, subject = "g", owner = bed.Alice.Number, members = new[] { bed.Alice.Number, bed.Me.Number } });
        var chat = new ChatKey(new RemoteChatId(Group));
        await account.SendAsync(Message(chat, "before"), Cancellation);
        await bed.Simulation.ReceivesAsync(bed.Alice, received => InboxTexts.Text(received.GetProperty("message")) == "before");

        if (whileNobodyListens)
        {
            await bed.CloseAsync();
        }

        await bed.Simulation.DoAsync("newPhone", new { number = bed.Alice.Number });
        if (whileNobodyListens)
        {
            (account, _) = await bed.ConnectedAsync();
        }

        await SimulationHasNothingLeftAsync(bed);
        await account.SendAsync(Message(chat, "after"), Cancellation);

        await bed.Simulation.ReceivesAsync(bed.Alice, received => InboxTexts.Text(received.GetProperty("message")) == "after");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("120363000000000010@g.us")]
    public async Task Who_could_not_read_a_message_gets_it_again_when_asked(string? group)
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, _) = await bed.ConnectedAsync();
        if (group is not null)
        {
            await bed.Simulation.DoAsync("group", new { id = group, subject = "g", owner = bed.Alice.Number, members = new[] { bed.Alice.Number, bed.Me.Number } });
        }

        var sent = await account.SendAsync(Message(group is null ? bed.Chat : new ChatKey(new RemoteChatId(group)), "once more, please"), Cancellation);
        await bed.CloseAsync();
        await bed.ConnectedAsync();

        await bed.Simulation.DoAsync("retry", new { from = bed.Alice.Number, to = bed.Me.Number, id = sent.Ids[0].Value, group });

        await SimulatedUntilAsync(async () => (await bed.Simulation.InboxAsync(bed.Alice)).Count(received =>
            received.Text("id") == sent.Ids[0].Value && InboxTexts.Text(received.GetProperty("message")) == "once more, please") == 2);
    }

    internal static OutgoingMessage Message(ChatKey chat, string text) =>
        new(new DeliveryId($"{text}-{Guid.NewGuid():N}"), chat, new TextContent(RichText.Plain(text)));

    private static IEnumerable<string> Told(RecordingHost host, string prefix) => host.Events.All.OfType<RemoteMessage>()
        .Select(message => RecordingHost.TextOf(message.Parts)).OfType<string>().Where(text => text.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>As the host does: the same delivery again, until it is taken.</summary>
    internal static async Task SendUntilTakenAsync(IAccount account, ChatKey chat, string text)
    {
        var message = Message(chat, text);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(SimulatedWhatsApp.Patience);
        while (true)
        {
            try
            {
                await account.SendAsync(message, Cancellation);
                return;
            }
            catch (BridgeException exception) when (exception.Kind == FailureKind.Transient && !patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), Cancellation);
            }
        }
    }

    internal static Task SimulationHasNothingLeftAsync(WhatsAppBed bed) =>
        SimulatedUntilAsync(async () => (await bed.Simulation.DoAsync("waiting", new { number = bed.Me.Number })).GetInt32() == 0);

    private static Task SimulatedUntilAsync(Func<Task<bool>> condition) =>
        WhatsApp.Bed.SimulatedWhatsApp.UntilAsync(async () => await condition() ? true : (bool?)null, "a condition");
}
