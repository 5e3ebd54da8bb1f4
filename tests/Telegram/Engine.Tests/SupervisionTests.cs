using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Engines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Telegram.Engine.Tests;

public sealed class SupervisionTests
{
    [Fact]
    public async Task Engine_works_under_supervision()
    {
        var owner = new Owner();
        var options = new EngineOptions
        {
            Name = "telegram",
            FileName = EngineProgram.FileName,
            Arguments = ["--tdlib", TdLibraryPath.Find()],
            PingMethod = "ping",
            CheckHello = hello => hello is { Protocol: 1, Version: "1.8.65" } ? null : "wrong version",
        };
        await using var engine = new Engines.Engine(options, owner, TimeProvider.System, NullLoggerFactory.Instance);
        engine.Start();
        await owner.Started.Task.WaitAsync(TestContext.Current.CancellationToken);

        var created = await engine.RequestAsync("client.create", null, null, TestContext.Current.CancellationToken);
        var parsed = await engine.RequestAsync(
            "td.request",
            new JsonObject
            {
                ["client"] = created.GetProperty("client").GetInt32(),
                ["request"] = new JsonObject { ["@type"] = "testSquareInt", ["x"] = 12 },
            },
            null,
            TestContext.Current.CancellationToken);

        Assert.Equal(144, parsed.GetProperty("value").GetInt32());
        await owner.Updated.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(EngineCondition.Running, engine.Status.Condition);
        Assert.InRange(engine.Status.MemoryBytes ?? 0, 10L << 20, 150L << 20);
    }

    private sealed class Owner : IEngineEvents
    {
        public TaskCompletionSource Started { get; } = new();

        public TaskCompletionSource Updated { get; } = new();

        public ValueTask OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken)
        {
            Updated.TrySetResult();
            return ValueTask.CompletedTask;
        }

        public Task OnStartedAsync(EngineHello hello, CancellationToken cancellationToken)
        {
            Started.TrySetResult();
            return Task.CompletedTask;
        }

        public void OnStateChanged(EngineStatus status)
        {
        }
    }
}
