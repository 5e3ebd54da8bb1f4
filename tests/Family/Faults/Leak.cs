using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Bridges.Family.Tests.Stage;
using Bridges.TestBeds.Host;

namespace Bridges.Family.Tests.Faults;

/// <summary>Has an engine that runs in Node.js keep memory that it never gives back, by the door that Node.js opens to debuggers.</summary>
internal static class Leak
{
    public static async Task BeginAsync(BridgesHost host, string network, int megabytes, CancellationToken cancellation)
    {
        Assert.Equal(1, await EngineProcess.OpenToDebuggersAsync(host, network));
        var process = Assert.Single(EngineProcess.Find(host, network));
        using var engine = new ClientWebSocket();
        await engine.ConnectAsync(await FindAsync(network, process, cancellation), cancellation);
        var order = JsonSerializer.Serialize(new { id = 1, method = "Runtime.evaluate", @params = new { expression = $"globalThis.leak = Buffer.alloc({megabytes} << 20, 1); 0" } });
        await engine.SendAsync(Encoding.UTF8.GetBytes(order), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        var answer = new byte[4096];
        var length = (await engine.ReceiveAsync(answer.AsMemory(), cancellation)).Count;
        Assert.Contains("\"id\":1", Encoding.UTF8.GetString(answer, 0, length), StringComparison.Ordinal);
    }

    private static async Task<Uri> FindAsync(string network, int process, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var until = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            if (ListeningPorts.Of(process) is [var door])
            {
                var program = Assert.Single((await http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{door}/json/list"), cancellation)).EnumerateArray());
                Assert.Contains($"modules/{network}/engine", program.GetProperty("url").GetString(), StringComparison.Ordinal);
                return new Uri(program.GetProperty("webSocketDebuggerUrl").GetString()!);
            }

            // It is about to open.
            Assert.True(TimeProvider.System.GetElapsedTime(until) < FamilyStage.Patience, "Node.js opened no door to debuggers.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }
}
