using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

/// <summary>What Signal's service refuses, and what the user is told of it. Each test has a service of its own.</summary>
public sealed class RefusalTests : OwnServiceTest
{
    [Theory]
    [InlineData(409, "too old")]
    [InlineData(411, "linked devices")]
    [InlineData(499, "too old")]
    public async Task A_refused_linking_says_why_and_leaves_nothing_behind(int status, string expected)
    {
        await using var bed = await SignalBed.EmptyAsync(Signal);
        var person = await Signal.PersonAsync("Alice");
        await Signal.FailAsync("PUT", "/v1/devices/link", status);
        await using (var login = bed.Network.CreateLogin(bed.Network.LoginFlows[0]))
        {
            var shown = Assert.IsType<LoginStep.Display>(await login.StartAsync(Cancellation));
            _ = person.LinkAsync(shown.QrText!);

            var refusal = await Assert.ThrowsAsync<BridgeException>(() => login.WaitAsync(Cancellation));

            Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetDirectories(Path.Combine(bed.Host.DataDirectory, "accounts")));
        Assert.Equal(1, await Signal.CountRequestsAsync("PUT", "/v1/devices/link"));
        // The administrator, who alone can mend it, reads it in the log.
        Assert.Equal(expected == "too old", TestContext.Current.TestOutputHelper!.Output.Contains("Bridges must be updated", StringComparison.Ordinal));
        // The same step works once the reason is gone.
        var (account, _, _) = await bed.LinkAsync(await Signal.PersonAsync("Dora"));
        Assert.NotNull(account);
    }

    [Fact]
    public async Task An_expired_client_is_told_once_for_each_account_and_goes_on_after_the_update()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        var (daves, linked, storedOfDave) = await bed.LinkAsync(await Signal.PersonAsync("Dave"));
        await daves.DisposeAsync();
        await bed.CloseAsync();
        await bed.Bob.SayAsync(bed.Alice, "kept for later");
        await Signal.FailAsync("CONNECT", "as ", 499, times: 100);
        var (told, toldDave) = (new RecordingHost(), new RecordingHost());
        await using (var account = bed.Open(bed.Stored, told))
        await using (var other = bed.Open(storedOfDave with { Secret = linked.Secret ?? storedOfDave.Secret }, toldDave))
        {
            await account.StartAsync(Cancellation);
            await other.StartAsync(Cancellation);

            await toldDave.States.FirstAsync(state => state.Text?.Contains("too old", StringComparison.Ordinal) == true);
            await toldDave.Notifications.FirstAsync(text => text.Contains("too old", StringComparison.Ordinal));
            Assert.Single(toldDave.Notifications.All);
            var state = await told.States.FirstAsync(state => state.Text?.Contains("too old", StringComparison.Ordinal) == true);
            Assert.Equal(AccountCondition.Disconnected, state.Condition);
            await told.Notifications.FirstAsync(text => text.Contains("too old", StringComparison.Ordinal));
            Assert.Single(told.Notifications.All);
            var refusal = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(bed.Message(SignalBed.Text("not now")), Cancellation));
            Assert.Equal((FailureKind.Transient, Certainty.NotDone), (refusal.Kind, refusal.Certainty));
        }

        await Signal.StopFailingAsync();
        var after = new RecordingHost();
        await using var again = await bed.OpenForAsync(after);
        await after.MessageAsync("kept for later");
    }

    [Fact]
    public async Task A_request_that_is_refused_as_too_old_stops_all_until_the_update()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        await Signal.FailAsync("PUT", "/v1/messages/", 499, times: 100);
        var message = bed.Message(SignalBed.Text("kept until the update"));

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => bed.Account.SendAsync(message, Cancellation));

        Assert.Equal((FailureKind.Transient, Certainty.NotDone), (refusal.Kind, refusal.Certainty));
        Assert.Contains("too old for Signal", refusal.Message, StringComparison.Ordinal);
        await bed.Told.States.FirstAsync(state => state.Text?.Contains("too old", StringComparison.Ordinal) == true);
        await bed.Told.Notifications.FirstAsync(text => text.Contains("too old", StringComparison.Ordinal));
        Assert.Single(bed.Told.Notifications.All);
        var connections = await Signal.CountRequestsAsync("CONNECT", "");
        await Assert.ThrowsAsync<BridgeException>(() => bed.Account.SendAsync(message, Cancellation));
        Assert.Equal(connections, await Signal.CountRequestsAsync("CONNECT", ""));

        await Signal.StopFailingAsync();
        await bed.ReopenAsync();
        await bed.Account.SendAsync(message, Cancellation);
        await bed.Bob.HearTextAsync("kept until the update");
    }

    [Fact]
    public async Task A_directory_that_asks_to_wait_is_told_with_its_time()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        await Signal.AskAsync("/directory", new JsonObject { ["limit"] = 600 });

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => bed.Account.ResolveAsync("+19995550002", Cancellation));

        Assert.Contains("10 minutes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unlinking_on_the_phone_is_no_network_fault_and_linking_again_goes_on_in_the_same_chats()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        await bed.Bob.SayAsync(bed.Alice, "before");
        var before = await bed.Told.MessageAsync("before");
        await bed.Alice.UnlinkAsync();

        var state = await bed.Told.States.FirstAsync(state => state.Condition == AccountCondition.LoggedOut);
        Assert.Contains("Link again", state.Text, StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<BridgeException>(() => bed.Account.SendAsync(bed.Message(SignalBed.Text("lost")), Cancellation));
        Assert.Equal(FailureKind.Permanent, refusal.Kind);
        // The one is said in the chat's room, the other where its owner talks to the bot.
        Assert.Contains("with `!bridges login signal`", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("with `login signal`", state.Text, StringComparison.Ordinal);

        await bed.CloseAsync();
        var (_, told, _) = await bed.LinkAsync(bed.Alice);
        await bed.Bob.SayAsync(bed.Alice, "after");
        Assert.Equal(before.Chat, (await told.MessageAsync("after")).Chat);
        Assert.Single(Directory.GetDirectories(Path.Combine(bed.Host.DataDirectory, "accounts")));
        // What was said meanwhile does not come, which is said once.
        Assert.Contains("since the old link ended", await told.Notifications.FirstAsync(text => text.Contains("Linked again", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty(bed.Told.Notifications.All);
    }

    [Fact]
    public async Task Unlinking_while_the_bridge_was_off_is_told_when_it_comes_back_and_not_taken_for_a_network_fault()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        await bed.CloseAsync();
        await bed.Alice.UnlinkAsync();

        var told = new RecordingHost();
        await using var account = bed.Open(bed.Stored, told);
        await account.StartAsync(Cancellation);

        var state = await told.States.FirstAsync(state => state.Condition == AccountCondition.LoggedOut);
        Assert.Contains("Link again with `login signal`", state.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(told.States.All, before => before.Condition is AccountCondition.Connected or AccountCondition.Disconnected);
    }

    [Fact]
    public async Task A_captcha_holds_back_one_stranger_and_nobody_else_until_it_is_solved()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        var stranger = await Signal.PersonAsync("Stranger");
        await Signal.AskAsync("/rate-limit", new JsonObject { ["source"] = bed.Alice.Id, ["target"] = stranger.Id, ["on"] = true });
        var message = new OutgoingMessage(SignalBed.NewDelivery(), new ChatKey(new RemoteChatId(stranger.Id), bed.Account.Id), SignalBed.Text("hello stranger"));

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => bed.Account.SendAsync(message, Cancellation));
        Assert.Equal((FailureKind.Permanent, Certainty.NotDone), (refusal.Kind, refusal.Certainty));
        Assert.Contains("`!bridges signal submit-challenge token", refusal.Message, StringComparison.Ordinal);
        await bed.Account.SendAsync(bed.Message(SignalBed.Text("hello Bob")), Cancellation);
        await bed.Bob.HearTextAsync("hello Bob");

        await Signal.AskAsync("/challenge", new JsonObject { ["refuse"] = true });
        Assert.Contains("did not take the solution", (await Assert.ThrowsAsync<BridgeException>(() => SubmitAsync(bed, "token signalcaptcha://wrong"))).Message, StringComparison.Ordinal);
        Assert.Contains("page for new accounts", (await Assert.ThrowsAsync<BridgeException>(() => SubmitAsync(bed, "token signalcaptcha://signal-hcaptcha.x.registration.y"))).Message, StringComparison.Ordinal);
        await Signal.AskAsync("/challenge", new JsonObject { ["refuse"] = false });
        Assert.Contains("`!bridges retry` in the chat's room", (await SubmitAsync(bed, "token signalcaptcha://right")).Text, StringComparison.Ordinal);
        await Signal.AskAsync("/rate-limit", new JsonObject { ["source"] = bed.Alice.Id, ["target"] = stranger.Id, ["on"] = false });
        await bed.Account.SendAsync(message, Cancellation);
        await stranger.HearTextAsync("hello stranger");
    }

    [Fact]
    public async Task How_long_to_wait_instead_of_solving_a_captcha_is_said_and_nothing_is_tried_before()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        var stranger = await Signal.PersonAsync("Stranger");
        await Signal.AskAsync("/fault", new JsonObject
        {
            ["verb"] = "PUT", ["path"] = $"/v1/messages/{stranger.Id}", ["status"] = 428, ["times"] = 100,
            ["body"] = new JsonObject { ["token"] = "a-token", ["options"] = new JsonArray("captcha") }, ["headers"] = new JsonObject { ["retry-after"] = "86400" },
        });
        var tries = await TriesAsync();

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => bed.Account.SendAsync(
            new OutgoingMessage(SignalBed.NewDelivery(), new ChatKey(new RemoteChatId(stranger.Id), bed.Account.Id), SignalBed.Text("hello")), Cancellation));

        Assert.Equal((FailureKind.Permanent, Certainty.NotDone), (refusal.Kind, refusal.Certainty));
        Assert.Contains("Or wait 24 hours and type `!bridges retry`", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("`!bridges signal submit-challenge a-token LINK`", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(tries + 1, await TriesAsync());

        Task<int> TriesAsync() => Signal.CountRequestsAsync("PUT", $"/v1/messages/{stranger.Id}");
    }

    [Fact]
    public async Task Whoever_has_left_Signal_is_named_as_the_reason()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        await Signal.AskAsync("/unregister", new JsonObject { ["person"] = bed.Bob.Id });

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => bed.Account.SendAsync(bed.Message(SignalBed.Text("are you there?")), Cancellation));

        Assert.Equal((FailureKind.Permanent, Certainty.NotDone), (refusal.Kind, refusal.Certainty));
        Assert.Contains("not registered", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_asks_to_wait_is_waited_for()
    {
        await using var bed = await SignalBed.StartAsync(Signal);
        await bed.Account.SendAsync(bed.Message(SignalBed.Text("first")), Cancellation);
        await Signal.FailAsync("PUT", "/v1/messages/", 429);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => bed.Account.SendAsync(bed.Message(SignalBed.Text("too fast")), Cancellation));

        Assert.Equal(FailureKind.Transient, refusal.Kind);
    }

    private static Task<RichText> SubmitAsync(SignalBed bed, string text) =>
        bed.Account.RunAsync(new CommandCall(SignalBed.NewDelivery(), "submit-challenge", RichText.Plain(text), Chat: null, ReplyTo: null), Cancellation);
}
