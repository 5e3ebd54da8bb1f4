using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Bridges.Engines.Rpc;

namespace Bridges.Telegram.Engine;

/// <summary>From the hello to the last closed client.</summary>
internal static partial class EngineLife
{
    private const int LongestLine = 16 << 20;
    private const int BrokenInput = 4;
    private const int NotClosed = 5;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(10);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(TdLibrary library, int verbosity)
    {
        // Whoever stops the host with Ctrl+C or by its service group means the host, which then stops its engines by closing their input.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static signal => signal.Cancel = true);

        library.Execute("{\"@type\":\"setLogStream\",\"log_stream\":{\"@type\":\"logStreamDefault\"}}\0"u8);
        library.Execute(Encoding.UTF8.GetBytes($"{{\"@type\":\"setLogVerbosityLevel\",\"new_verbosity_level\":{verbosity}}}\0"));

        var output = new Output(Console.OpenStandardOutput());
        output.Hello(ReadVersion(library));
        var clients = new Clients(library);
        var receiver = new Receiver(library, clients, output);
        var exitCode = await ServeAsync(new Requests(library, clients, output));

        try
        {
            await clients.CloseAllAsync().WaitAsync(CloseTimeout);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync($"TDLib did not close all accounts within {CloseTimeout.TotalSeconds:0} s");
            ExitAtOnce(NotClosed);
        }

        receiver.Stop();
        return exitCode;
    }

    private static async Task<int> ServeAsync(Requests requests)
    {
        await using var input = Console.OpenStandardInput();
        var lines = new LineReader(input, LongestLine);
        try
        {
            while (await lines.ReadAsync(CancellationToken.None) is { } line)
            {
                requests.Take(line);
            }

            return 0;
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync($"the host's requests cannot be read: {exception.Message}");
            return BrokenInput;
        }
    }

    private static string ReadVersion(TdLibrary library)
    {
        var reader = new Utf8JsonReader(library.Execute("{\"@type\":\"getOption\",\"name\":\"version\"}\0"u8));
        var answer = JsonElement.ParseValue(ref reader);
        return answer.TryGetProperty("value", out var version) ? version.GetString() ?? "" : "";
    }

    // An ordinary exit runs TDLib's own clean-up, which crashes while clients are open.
    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitAtOnce(int exitCode);
}
