using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Accounts;

/// <summary>An account that says it is connected while nothing arrives is found out within a quarter of an hour.</summary>
public sealed class ConnectionWatchTests
{
    private static readonly Task _never = new TaskCompletionSource().Task;

    [Fact]
    public async Task One_whose_network_does_not_answer_is_connected_anew_within_a_quarter_of_an_hour_and_its_owner_told_once()
    {
        var (bridge, account) = await StartAsync();
        await using var _ = bridge;
        account.Answer = _never;
        account.WhenReconnecting = () =>
        {
            account.Answer = Task.CompletedTask;
            return Task.CompletedTask;
        };
        var began = bridge.Clock.Time.GetUtcNow();

        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.What == "reconnect"));
        var noticed = bridge.Clock.Time.GetUtcNow() - began;
        await bridge.Clock.PassUntilAsync(SaysAsync(bridge, "works again"));

        Assert.InRange(noticed, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30));
        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("nothing comes through it any more", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task One_that_stays_dead_is_tried_again_and_again_but_told_of_once()
    {
        var (bridge, account) = await StartAsync();
        await using var _ = bridge;
        account.Answer = _never;

        await bridge.Clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Network.Did.All.Count(did => did.What == "reconnect") >= 3)));

        Assert.True(Overview(bridge).IsStalled);
        Assert.Single(bridge.Homeserver.Sent.All, sent => sent.Body?.Contains("nothing comes through it any more", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task One_that_cannot_connect_anew_by_itself_is_ended_and_started()
    {
        var (bridge, account) = await StartAsync();
        await using var _ = bridge;
        var before = bridge.AliceAccount;
        account.Answer = _never;
        account.WhenReconnecting = () => throw BridgeException.Transient("The engine hangs.");

        await bridge.Clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.AliceAccount != before && bridge.AliceAccount.IsStarted)));
        await bridge.Clock.PassUntilAsync(SaysAsync(bridge, "works again"));
    }

    [Fact]
    public async Task One_that_hears_from_its_network_is_not_probed()
    {
        var (bridge, _) = await StartAsync();
        await using var ended = bridge;

        for (var minute = 0; minute < 30; minute++)
        {
            bridge.AliceAccount.Host.PresenceChanged(new RemotePresence(new RemoteUserId("bob"), IsOnline: true));
            bridge.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.DoesNotContain(bridge.Network.Did.All, did => did.What is "probe");
    }

    [Fact]
    public async Task One_probe_that_is_lost_harms_nobody()
    {
        var (bridge, account) = await StartAsync();
        await using var _ = bridge;
        account.Answer = Task.FromException(BridgeException.Transient("A hiccup."));

        await bridge.Clock.PassUntilAsync(bridge.Network.Did.WaitForAsync(did => did.What == "probe"));
        account.Answer = Task.CompletedTask;
        await bridge.Clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.Network.Did.All.Count(did => did.What == "probe") >= 3)));

        Assert.DoesNotContain(bridge.Network.Did.All, did => did.What == "reconnect");
    }

    [Fact]
    public async Task One_without_probes_is_connected_anew_when_it_is_silent_against_its_habit()
    {
        await using var bridge = await TestBridge.StartAsync(disguise: inner => new PlainAccount(inner), clock: new TestClock());
        var before = bridge.AliceAccount;
        for (var hour = 0; hour < 60; hour++)
        {
            before.Host.Typing(new RemoteTyping(new ChatKey(new("bob"), new AccountId("alice")), new RemoteUserId("bob"), IsTyping: false));
            bridge.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Same(before, bridge.AliceAccount);
        bridge.Clock.Advance(TimeSpan.FromHours(2));
        await bridge.Clock.PassUntilAsync(SaysAsync(bridge, "Nothing has come for much longer than usual"));

        await bridge.Clock.PassUntilAsync(TestBridge.WaitUntilAsync(() => Task.FromResult(bridge.AliceAccount != before && bridge.AliceAccount.IsStarted)));
    }

    private static async Task<(TestBridge Bridge, ProbedAccount Account)> StartAsync()
    {
        ProbedAccount? account = null;
        TestBridge? started = null;
        started = await TestBridge.StartAsync(clock: new TestClock(), prepare: bridge => bridge.Network.Disguise = inner => account = new ProbedAccount(inner, bridge.Network));
        return (started, account!);
    }

    private static Task SaysAsync(TestBridge bridge, string words) =>
        bridge.WaitForEventAsync(words, sent => sent.Sender == bridge.Homeserver.BotUserId && sent.Body?.Contains(words, StringComparison.Ordinal) == true);

    private static AccountOverview Overview(TestBridge bridge) => Assert.Single(bridge.Services.GetRequiredService<IBridgeAdministration>().Accounts);
}
