using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Bridges.Engines.FakeEngine;

/// <summary>Starts as its arguments say, then does what requests ask for.</summary>
internal sealed class Script(string[] arguments)
{
    private static readonly JsonNode _unasked = new JsonObject { ["code"] = 1, ["bytes"] = 256 << 20, ["times"] = 3_000_000, ["text"] = "out of order" };

    private readonly Stream output = Console.OpenStandardOutput();
    private readonly List<byte[]> hoard = [];

    public async Task<int> RunAsync()
    {
        if (arguments.Contains("hang"))
        {
            await Task.Delay(Timeout.Infinite);
        }

        if (arguments.Contains("refuse"))
        {
            await Console.Error.WriteLineAsync("there is no library at /nowhere");
            return 3;
        }

        if (!arguments.Contains("no-hello"))
        {
            await WriteAsync("hello", new JsonObject
            {
                ["protocol"] = 1,
                ["name"] = "fake",
                ["version"] = arguments.FirstOrDefault(argument => argument.StartsWith("version=", StringComparison.Ordinal))?[8..] ?? "1.0",
                ["pid"] = Environment.ProcessId,
            });
        }

        // What a request would ask for, without being asked: "then=crash".
        foreach (var argument in arguments.Where(argument => argument.StartsWith("then=", StringComparison.Ordinal)))
        {
            await DoAsync(argument["then=".Length..], _unasked.DeepClone());
        }

        while (await Console.In.ReadLineAsync() is { } line)
        {
            var message = JsonNode.Parse(line)!;
            if (await DoAsync((string)message["method"]!, message["params"]) is { } result && message["id"] is { } id)
            {
                result["jsonrpc"] = "2.0";
                result["id"] = id.DeepClone();
                await WriteLineAsync(result.ToJsonString());
            }
        }

        if (arguments.Contains("stay"))
        {
            await Task.Delay(Timeout.Infinite);
        }

        await WriteAsync("farewell", []);
        await Console.Error.WriteLineAsync("farewell");
        return 0;
    }

    /// <summary>The answer without its envelope; null for none.</summary>
    private async Task<JsonObject?> DoAsync(string method, JsonNode? parameters)
    {
        switch (method)
        {
            case "ping" when arguments.Contains("no-ping"):
            case "silence":
                return null;
            case "fail":
                return new JsonObject { ["error"] = new JsonObject { ["code"] = 400, ["message"] = "NO_SUCH_THING", ["data"] = "more" } };
            case "crash":
                Environment.Exit((int)parameters!["code"]!);
                return null;
            case "count":
                for (var i = 0; i < (int)parameters!["to"]!; i++)
                {
                    await WriteAsync("number", new JsonObject { ["n"] = i, ["padding"] = new string('x', (int?)parameters["size"] ?? 0) });
                }

                break;
            case "count-and-crash":
                await DoAsync("count", parameters);
                Environment.Exit(1);
                return null;
            case "garbage":
                await WriteLineAsync("Exception in thread \"main\"");
                return null;
            case "endless":
                while (true)
                {
                    await output.WriteAsync(new byte[64 << 10]);
                }

            case "hoard":
                var bytes = new byte[(int)parameters!["bytes"]!];
                Array.Fill(bytes, (byte)1);
                hoard.Add(bytes);
                break;
            case "complain":
                for (var i = 0; i < (int)parameters!["times"]!; i++)
                {
                    await Console.Error.WriteLineAsync((string?)parameters["text"]);
                }

                break;
            case "deaf":
                await Task.Delay(Timeout.Infinite);
                return null;
            case "leave-a-child":
                // It inherits the standard output and holds it open.
                using (Process.Start("sleep", "30"))
                {
                    Environment.Exit(1);
                }

                return null;
            case "record":
                await File.AppendAllTextAsync((string)parameters!["file"]!, $"{(int)parameters["n"]!}\n");
                break;
            case "environment":
                return new JsonObject { ["result"] = Environment.GetEnvironmentVariable((string)parameters!["name"]!) ?? "(none)" };
            default:
                break;
        }

        return new JsonObject { ["result"] = parameters?.DeepClone() ?? new JsonObject() };
    }

    private Task WriteAsync(string method, JsonObject parameters)
        => WriteLineAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters }.ToJsonString());

    private async Task WriteLineAsync(string line)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
        await output.FlushAsync();
    }
}
