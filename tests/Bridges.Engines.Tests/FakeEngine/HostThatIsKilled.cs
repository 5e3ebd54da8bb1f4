using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Engines.FakeEngine;

/// <summary>A host with one engine, which prints the engine's process id and then waits to be killed. The engine that it notes hangs.</summary>
internal static class HostThatIsKilled
{
    public static async Task<int> RunAsync(string engineProgram, string? processNote)
    {
        var options = new EngineOptions { Name = "grandchild", FileName = engineProgram, ProcessNote = processNote, Arguments = processNote is null ? [] : ["stay"] };
        await using var engine = new Engine(options, new Printer(), TimeProvider.System, NullLoggerFactory.Instance);
        engine.Start();
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private sealed class Printer : IEngineEvents
    {
        public ValueTask OnNotificationAsync(string method, JsonElement parameters, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public Task OnStartedAsync(EngineHello hello, CancellationToken cancellationToken)
        {
            Console.WriteLine(hello.ProcessId);
            return Task.CompletedTask;
        }

        public void OnStateChanged(EngineStatus status)
        {
        }
    }
}
