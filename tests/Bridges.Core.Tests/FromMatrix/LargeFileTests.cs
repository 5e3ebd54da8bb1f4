using System.Text;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.FromMatrix;

/// <summary>A large or slow file from Matrix holds back nobody, its own author neither, and survives a restart.</summary>
public sealed class LargeFileTests
{
    [Fact]
    public async Task Large_file_is_overtaken_by_what_is_said_after_it()
    {
        await using var cargo = await CargoBridge.StartAsync();
        var released = new TaskCompletionSource();
        cargo.Bridge.Network.BeforeSend = message => message.Content is FileContent ? released.Task : Task.CompletedTask;

        await SendAsync(cargo, size: 9_000_000);
        await cargo.Bridge.PushAsync(StubEvents.Text(cargo.Room, cargo.Bridge.Alice, "behind it"));

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.Text == "behind it");
        released.SetResult();
        await TestBridge.WaitUntilAsync(() => Task.FromResult(cargo.Bridge.Network.Arrived.Count == 2));
    }

    [Fact]
    public async Task Slow_file_is_overtaken_and_comes_after_a_restart()
    {
        await using var cargo = await CargoBridge.StartAsync(bridge => bridge.Options = bridge.Options with { FilePatience = TimeSpan.FromMilliseconds(100) });
        var slow = cargo.Bridge.Homeserver.Faults.Inject(StubFault.Slow(TimeSpan.FromMinutes(1)) with { Strikes = request => request.Parts is ["media", "download", ..] });

        await SendAsync(cargo, size: null);
        await cargo.Bridge.PushAsync(StubEvents.Text(cargo.Room, cargo.Bridge.Alice, "behind it"));
        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.Text == "behind it");
        await cargo.Bridge.StopBridgeAsync();
        slow.Dispose();
        await cargo.Bridge.RestartAfterStopAsync();

        await cargo.Bridge.Network.Did.WaitForAsync(deed => deed.Text == nameof(FileContent));
        Assert.Single(cargo.Bridge.Network.Sent, message => message.Content is FileContent);
    }

    private static Task SendAsync(CargoBridge cargo, long? size)
    {
        var content = new JsonObject
        {
            ["msgtype"] = "m.file",
            ["body"] = "film.bin",
            ["url"] = cargo.Bridge.Homeserver.Media.Add(Encoding.UTF8.GetBytes("words of a film"), "application/octet-stream"),
            ["info"] = size is null ? new JsonObject() : new JsonObject { ["size"] = size },
        };
        return cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", content));
    }
}
