using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.Telegram.Simulator.Tests.Client;

/// <summary>One TDLib client: calls with their answers, and every update it has received.</summary>
internal sealed class TdClient : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly TdLibrary library;
    private readonly int id;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> calls = new();
    private readonly Lock gate = new();
    private readonly List<JsonElement> updates = [];
    private readonly List<(Func<JsonElement, bool> Predicate, TaskCompletionSource<JsonElement> Found)> waiting = [];
    private long lastCall;

    private TdClient(TdLibrary tdLibrary)
    {
        library = tdLibrary;
        id = library.Register(this);
    }

    /// <summary>Starts a client on a database folder, in the order that keeps it from dialling out before the proxy is set.</summary>
    public static async Task<TdClient> StartAsync(SimulatedTelegram telegram, string directory, string secretPrefix = "", bool usePfs = false)
    {
        var client = new TdClient(await TdLibrary.GetAsync());
        _ = client.SendAsync("setNetworkType", new JsonObject { ["type"] = new JsonObject { ["@type"] = "networkTypeNone" } });
        await client.CallAsync("setTdlibParameters", new JsonObject
        {
            ["database_directory"] = directory,
            ["files_directory"] = Path.Combine(directory, "files"),
            ["database_encryption_key"] = Convert.ToBase64String(new byte[32]),
            ["use_file_database"] = true,
            ["use_chat_info_database"] = true,
            ["use_message_database"] = true,
            ["api_id"] = 12345,
            ["api_hash"] = "0123456789abcdef0123456789abcdef",
            ["system_language_code"] = "en",
            ["device_model"] = "test",
            ["application_version"] = "1",
        });
        await client.CallAsync("addProxy", new JsonObject
        {
            ["enable"] = true,
            ["proxy"] = new JsonObject
            {
                ["@type"] = "proxy",
                ["server"] = "127.0.0.1",
                ["port"] = telegram.Port,
                ["type"] = new JsonObject { ["@type"] = "proxyTypeMtproto", ["secret"] = secretPrefix + telegram.ProxySecret },
            },
        });
        if (usePfs)
        {
            await client.CallAsync("setOption", new JsonObject
            {
                ["name"] = "use_pfs",
                ["value"] = new JsonObject { ["@type"] = "optionValueBoolean", ["value"] = true },
            });
        }

        await client.CallAsync("setNetworkType", new JsonObject { ["type"] = new JsonObject { ["@type"] = "networkTypeOther" } });
        return client;
    }

    /// <summary>Calls a method and returns its answer.</summary>
    /// <exception cref="TdException">The answer is an error.</exception>
    public async Task<JsonElement> CallAsync(string method, JsonObject? arguments = null)
    {
        var answer = await SendAsync(method, arguments ?? []).WaitAsync(Timeout);
        return Type(answer) == "error"
            ? throw new TdException(method, answer.GetProperty("code").GetInt32(), answer.GetProperty("message").GetString()!)
            : answer;
    }

    /// <summary>The first update of a type that fits, received already or to come.</summary>
    public async Task<JsonElement> UpdateAsync(string type, Func<JsonElement, bool>? predicate = null)
    {
        var found = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool Fits(JsonElement update) => Type(update) == type && (predicate is null || predicate(update));
        lock (gate)
        {
            foreach (var update in updates.Where(Fits))
            {
                return update;
            }

            waiting.Add((Fits, found));
        }

        try
        {
            return await found.Task.WaitAsync(Timeout);
        }
        catch (TimeoutException exception)
        {
            lock (gate)
            {
                var seen = string.Join(", ", updates.Select(Type).Distinct(StringComparer.Ordinal));
                throw new TimeoutException($"no fitting {type}; seen: {seen}", exception);
            }
        }
    }

    public Task<JsonElement> AuthorizationAsync(string state) =>
        UpdateAsync("updateAuthorizationState", update => Type(update.GetProperty("authorization_state")) == state);

    /// <summary>Every update of a type so far.</summary>
    public IReadOnlyList<JsonElement> Received(string type)
    {
        lock (gate)
        {
            return [.. updates.Where(update => Type(update) == type)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A process that ends with an open client crashes. One that is closing already answers with an error, which is fine.
        _ = SendAsync("close", []);
        await AuthorizationAsync("authorizationStateClosed");

        library.Forget(id);
    }

    internal void Take(JsonElement received)
    {
        if (received.TryGetProperty("@extra", out var extra))
        {
            if (calls.TryRemove(extra.GetInt64(), out var call))
            {
                call.TrySetResult(received);
            }

            return;
        }

        lock (gate)
        {
            updates.Add(received);
            foreach (var wait in waiting.Where(wait => wait.Predicate(received)).ToList())
            {
                wait.Found.TrySetResult(received);
                waiting.Remove(wait);
            }
        }
    }

    private static string Type(JsonElement value) => value.GetProperty("@type").GetString()!;

    private Task<JsonElement> SendAsync(string method, JsonObject arguments)
    {
        var number = Interlocked.Increment(ref lastCall);
        arguments["@type"] = method;
        arguments["@extra"] = number;
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        calls[number] = answer;
        library.SendTo(id, arguments.ToJsonString());
        return answer.Task;
    }
}
