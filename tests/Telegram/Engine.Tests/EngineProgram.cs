using System.Diagnostics;
using System.Text.Json;

namespace Bridges.Telegram.Engine.Tests;

/// <summary>The engine as a bare process, line by line.</summary>
internal sealed class EngineProgram : IAsyncDisposable
{
    public static readonly string FileName = Path.Combine(AppContext.BaseDirectory, "bridges-telegram-engine");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly string folder = Directory.CreateTempSubdirectory("bridges-engine-").FullName;

    private EngineProgram(string[] arguments)
    {
        patience.CancelAfter(Patience);
        Process = Process.Start(new ProcessStartInfo(FileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
    }

    public Process Process { get; }

    public CancellationToken Cancellation => patience.Token;

    public static EngineProgram Start(params string[] arguments) => new(arguments);

    /// <summary>Started with TDLib, its hello read.</summary>
    public static async Task<EngineProgram> StartWithTdLibAsync()
    {
        var engine = Start("--tdlib", TdLibraryPath.Find());
        await engine.ReadUntilAsync(message => IsNotification(message, "hello"));
        return engine;
    }

    public static bool IsNotification(JsonElement message, string method)
        => message.TryGetProperty("method", out var name) && name.GetString() == method;

    public static bool IsState(JsonElement message, int client, string state)
        => IsNotification(message, "td.update")
            && message.GetProperty("params") is var parameters
            && parameters.GetProperty("client").GetInt32() == client
            && parameters.GetProperty("update").TryGetProperty("authorization_state", out var authorization)
            && authorization.GetProperty("@type").GetString() == state;

    public Task WriteAsync(string line) => Process.StandardInput.WriteLineAsync(line.AsMemory(), Cancellation);

    /// <summary>The first message that fits, after leaving out others.</summary>
    public async Task<JsonElement> ReadUntilAsync(Func<JsonElement, bool> fits)
    {
        while (await ReadAsync() is { } message)
        {
            if (fits(message))
            {
                return message;
            }
        }

        throw new EndOfStreamException("The engine ended without the message that was waited for: " + await Process.StandardError.ReadToEndAsync(Cancellation));
    }

    /// <summary>The next message; null at the end.</summary>
    public async Task<JsonElement?> ReadAsync()
        => await Process.StandardOutput.ReadLineAsync(Cancellation) is { } line ? JsonElement.Parse(line) : null;

    /// <summary>Sends a request and returns the whole answer.</summary>
    /// <param name="id">The id as JSON.</param>
    /// <param name="method">The method.</param>
    /// <param name="parameters">The parameters as JSON.</param>
    public async Task<JsonElement> AskAsync(string id, string method, string parameters = "{}")
    {
        await SendAsync(id, method, parameters);
        return await ReadUntilAsync(message => message.TryGetProperty("id", out var answered) && answered.GetRawText() == id);
    }

    /// <summary>Sends a request for TDLib and returns the whole answer.</summary>
    public async Task<JsonElement> AskTdLibAsync(string id, int client, string request)
    {
        await SendToTdLibAsync(id, client, request);
        return await ReadUntilAsync(message => message.TryGetProperty("id", out var answered) && answered.GetRawText() == id);
    }

    /// <summary>Sends a request for TDLib and leaves its answer to be read.</summary>
    public Task SendToTdLibAsync(string id, int client, string request)
        => SendAsync(id, "td.request", $$"""{"client":{{client}},"request":""" + request + "}");

    /// <summary>A new client that waits for a phone number, with the network off: it never dials out.</summary>
    public async Task<int> CreateClientAsync()
    {
        var client = (await AskAsync("1", "client.create")).GetProperty("result").GetProperty("client").GetInt32();
        await SendToTdLibAsync("2", client, """{"@type":"setNetworkType","type":{"@type":"networkTypeNone"}}""");
        await SendToTdLibAsync("3", client, $$"""
            {"@type":"setTdlibParameters","api_id":1,"api_hash":"test","database_directory":"{{folder}}/{{client}}",
            "database_encryption_key":"a2V5","system_language_code":"en","device_model":"test","application_version":"1"}
            """.ReplaceLineEndings(""));
        await ReadUntilAsync(message => IsState(message, client, "authorizationStateWaitPhoneNumber"));
        return client;
    }

    /// <summary>Closes the input, leaves out what is still written, and returns the exit code.</summary>
    public async Task<int> EndAsync()
    {
        Process.StandardInput.Close();
        await Process.StandardOutput.ReadToEndAsync(Cancellation);
        await Process.WaitForExitAsync(Cancellation);
        return Process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync(CancellationToken.None);
        Process.Dispose();
        patience.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task SendAsync(string id, string method, string parameters)
        => WriteAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
}
