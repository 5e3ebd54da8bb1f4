using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.CatchUp;

/// <summary>What is told while the gap is looked for, in the moment in which everything is killed.</summary>
public sealed class HeldEventTests
{
    [Fact]
    public async Task What_was_told_and_not_journaled_when_all_was_killed_comes_behind_what_was_missed_though_no_history_has_it()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        bridge.Network.History.Add(TestBridge.Message("bob", "1", "first in bob"));
        await bridge.StopBridgeAsync();
        bridge.Network.History.Add(TestBridge.Message("bob", "2", "missed"));
        bridge.Network.BeforeReading = _ => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        await bridge.RestartAfterStopAsync();
        var told = bridge.AliceAccount.Host.ReceiveAsync(TestBridge.Message("bob", "3", "told"), default).AsTask();
        var edited = bridge.AliceAccount.Host.ReceiveAsync(Edit("3", "told better"), default).AsTask();
        await TestBridge.WaitUntilAsync(async () => await HeldAsync(bridge) == 2);

        await bridge.StopBridgeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(told, edited));
        bridge.Network.History.Add(TestBridge.Message("bob", "3", "told"));
        bridge.Network.Hole.Add("3");
        bridge.Network.BeforeReading = _ => Task.CompletedTask;
        await bridge.RestartAfterStopAsync();

        await bridge.WaitForMessageAsync("* told better");
        Assert.Equal(["first in bob", "missed", "told", "* told better"], bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body));
        await TestBridge.WaitUntilAsync(async () => await HeldAsync(bridge) == 0);
    }

    [Fact]
    public async Task What_was_told_and_deleted_before_the_next_host_looked_does_not_come_back()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        bridge.Network.History.Add(TestBridge.Message("bob", "1", "first in bob"));
        await bridge.StopBridgeAsync();
        bridge.Network.BeforeReading = _ => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        await bridge.RestartAfterStopAsync();
        var told = bridge.AliceAccount.Host.ReceiveAsync(TestBridge.Message("bob", "2", "told"), default).AsTask();
        await TestBridge.WaitUntilAsync(async () => await HeldAsync(bridge) == 1);
        await bridge.StopBridgeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => told);
        bridge.Network.BeforeReading = _ => Task.CompletedTask;

        await bridge.RestartAfterStopAsync();

        await TestBridge.WaitUntilAsync(async () => await HeldAsync(bridge) == 0);
        await bridge.ReceiveAsync("bob", "3", "last");
        await bridge.WaitForMessageAsync("last");
        Assert.Equal(["first in bob", "last"], bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body));
    }

    [Fact]
    public async Task What_was_told_of_a_chat_that_may_not_be_read_any_more_comes_and_stops_nothing()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        bridge.Network.History.Add(TestBridge.Message("bob", "1", "first in bob"));
        await bridge.StopBridgeAsync();
        bridge.Network.BeforeReading = _ => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        await bridge.RestartAfterStopAsync();
        var told = bridge.AliceAccount.Host.ReceiveAsync(TestBridge.Message("bob", "2", "told"), default).AsTask();
        await TestBridge.WaitUntilAsync(async () => await HeldAsync(bridge) == 1);
        await bridge.StopBridgeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => told);
        bridge.Network.BeforeReading = _ => Task.CompletedTask;
        bridge.Network.BeforeChecking = _ => throw BridgeException.Permanent("thrown out");

        await bridge.RestartAfterStopAsync();

        await TestBridge.WaitUntilAsync(async () => await HeldAsync(bridge) == 0);
        await bridge.ReceiveAsync("bob", "3", "last");
        await bridge.WaitForMessageAsync("last");
        Assert.Equal(["first in bob", "told", "last"], bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body));
    }

    [Fact]
    public async Task What_waited_for_the_look_is_journaled_once_and_let_go()
    {
        await using var bridge = await TestBridge.StartAsync();
        await bridge.OpenChatAsync("bob");
        bridge.Network.History.Add(TestBridge.Message("bob", "1", "first in bob"));
        await bridge.StopBridgeAsync();
        var look = new TaskCompletionSource();
        bridge.Network.BeforeReading = _ => look.Task;
        await bridge.RestartAfterStopAsync();
        var told = bridge.AliceAccount.Host.ReceiveAsync(TestBridge.Message("bob", "2", "told"), default).AsTask();
        await TestBridge.WaitUntilAsync(async () => await HeldAsync(bridge) == 1);
        bridge.Network.History.Add(TestBridge.Message("bob", "2", "told"));

        look.SetResult();
        await told;

        Assert.Equal(0, await HeldAsync(bridge));
        await bridge.RestartAsync();
        await bridge.ReceiveAsync("bob", "3", "last");
        await bridge.WaitForMessageAsync("last");
        Assert.Equal(["first in bob", "told", "last"], bridge.Homeserver.Sent.All.Where(sent => sent.Type == "m.room.message").Select(sent => sent.Body));
    }

    private static async Task<long> HeldAsync(TestBridge bridge) => (await bridge.Services.GetRequiredService<Database>().QueryAsync(
        reader => reader.GetInt64(0), "SELECT CAST(COUNT(*) AS BIGINT) FROM held_events", [], CancellationToken.None))[0];

    private static RemoteEdit Edit(string message, string text)
    {
        var edited = TestBridge.Message("bob", message, text);
        return new()
        {
            Chat = edited.Chat,
            Target = edited.Id,
            Sender = edited.Sender,
            Parts = edited.Parts,
            Timestamp = edited.Timestamp,
            Version = 1,
        };
    }
}
