using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Media;
using Bridges.Core.Tests.Bed;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Tests.Media;

public sealed class RemoteFilesTests
{
    [Fact]
    public async Task Network_whose_files_stand_still_holds_up_no_other_networks_files()
    {
        CargoAccount? other = null;
        await using var cargo = await CargoBridge.StartAsync(bridge =>
        {
            bridge.HasOther = true;
            bridge.Other.Disguise = inner => other = new CargoAccount(inner, bridge.Other);
        });
        await cargo.Bridge.LogInAsync("alice", network: cargo.Bridge.Other);
        var hanging = new SemaphoreSlim(0);
        cargo.Account.BeforeFetch = (_, _) =>
        {
            hanging.Release();
            return Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        };
        for (var number = 0; number < 20; number++)
        {
            Begin(cargo, cargo.Bridge.Network, cargo.Account.File($"f{number}", "application/pdf x"));
        }

        for (var number = 0; number < 8; number++)
        {
            Assert.True(await hanging.WaitAsync(TestBridge.Patience, TestContext.Current.CancellationToken));
        }

        var carried = await Begin(cargo, cargo.Bridge.Other, other!.File("f", "application/pdf y")).Completion.WaitAsync(TestBridge.Patience, TestContext.Current.CancellationToken);

        Assert.Equal("application/pdf y", cargo.FileAt(carried.Address.Value));
    }

    [Fact]
    public async Task Carriages_that_are_under_way_at_the_end_are_cut_off_and_do_not_fail()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var hanging = new TaskCompletionSource();
        cargo.Account.BeforeFetch = (_, _) =>
        {
            hanging.TrySetResult();
            return Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        };
        var carriage = Begin(cargo, cargo.Bridge.Network, cargo.Account.File("f", "application/pdf x"));
        await hanging.Task;

        await cargo.Bridge.StopBridgeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => carriage.Completion);
    }

    [Fact]
    public async Task Fetch_that_does_not_end_when_it_is_told_to_writes_into_no_later_ones_file()
    {
        await using var cargo = await CargoBridge.StartAsync(clock: new TestClock());
        var paths = new ConcurrentQueue<string>();
        var released = new TaskCompletionSource();
        var file = cargo.Account.File("f", "application/pdf x");
        cargo.Account.HeedsCancellation = false;
        cargo.Account.BeforeFetch = (fetch, _) =>
        {
            paths.Enqueue(fetch.Path);
            return released.Task;
        };
        await Assert.ThrowsAsync<BridgeException>(() => cargo.Bridge.Clock.PassUntilAsync(Begin(cargo, cargo.Bridge.Network, file).Completion));
        cargo.Account.BeforeFetch = (fetch, _) =>
        {
            paths.Enqueue(fetch.Path);
            return Task.CompletedTask;
        };

        var carried = await Begin(cargo, cargo.Bridge.Network, file).Completion.WaitAsync(TestBridge.Patience, TestContext.Current.CancellationToken);

        Assert.Equal("application/pdf x", cargo.FileAt(carried.Address.Value));
        Assert.Equal(2, paths.Distinct().Count());
        released.SetResult();
    }

    [Fact]
    public async Task Fetch_that_failed_is_gone_on_with_in_the_same_file()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var paths = new ConcurrentQueue<string>();
        var file = cargo.Account.File("f", "application/pdf x");
        cargo.Account.BeforeFetch = (fetch, _) =>
        {
            paths.Enqueue(fetch.Path);
            throw BridgeException.Transient("Half of it came.");
        };
        await Assert.ThrowsAsync<BridgeException>(() => Begin(cargo, cargo.Bridge.Network, file).Completion);
        await Assert.ThrowsAsync<BridgeException>(() => Begin(cargo, cargo.Bridge.Network, file).Completion);

        Assert.Single(paths.Distinct());
    }

    private static FileCarriage Begin(CargoBridge cargo, ScriptedNetwork network, MediaFile file)
    {
        var account = cargo.Bridge.Services.GetRequiredService<AccountRegistry>().Find(network.Id, new AccountId("alice"))!;
        return cargo.Bridge.Services.GetRequiredService<RemoteFiles>().Begin(new RemoteFile(account, CargoBridge.Chat, Message: null, "", file, FileForm.AsItIs));
    }
}
