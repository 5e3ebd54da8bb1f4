using System.Diagnostics;
using System.Text.Json;
using Bridges.Fuzz.Tests.Machine;
using Bridges.Telegram.Engine.Tests;

namespace Bridges.Fuzz.Tests.Telegram;

public sealed class EngineProgramFuzz
{
    private const int Inputs = 6_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly Words Requests = new(
        [
            """{"jsonrpc":"2.0","id":1,"method":"ping"}""",
            """{"jsonrpc":"2.0","id":"x","method":"td.execute","params":{"request":{"@type":"getTextEntities","text":"see @durov"}}}""",
            """{"jsonrpc":"2.0","id":2,"method":"td.request","params":{"client":99,"request":{"@type":"getMe"}}}""",
            """{"jsonrpc":"2.0","id":4,"method":"td.execute","params":{"request":{"@type":"parseMarkdown","text":{"@type":"formattedText","text":"**a**","entities":[]}}}}""",
        ],
        [.. Words.Json, "\"@extra\":1,", "\"method\":", "\"params\":", "\"client\":", "\"request\":", "\"ping\"", "\"td.execute\""]);

    [Fact]
    public async Task The_engine_answers_each_line_and_lives_on()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var lines = LinesToWrite();
        using var process = Start();
        var (answers, wasAlive) = (0, false);
        var reading = Task.Run(async () =>
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                using var answer = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 1000 });
                answers += answer.RootElement.TryGetProperty("result", out _) || answer.RootElement.TryGetProperty("error", out _) ? 1 : 0;
                wasAlive |= answer.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.GetRawText() == "\"the end\"";
            }
        });
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            foreach (var line in lines.Append([.. "{\"id\":\"the end\",\"method\":\"ping\"}\n"u8]))
            {
                await process.StandardInput.BaseStream.WriteAsync(line, patience.Token);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended too early, and has said why.
        }

        await reading;
        await process.WaitForExitAsync(patience.Token);

        Assert.True(wasAlive && process.ExitCode == 0, $"{Fuzzing.SeedVariable}={Fuzzing.Seed}: exit code {process.ExitCode} after {answers} answers, near\n{string.Join('\n', lines.Skip(answers - 1).Take(3).Select(Literal.Of))}\n{await errors}");
        Assert.Equal(lines.Count + 1, answers);
    }

    /// <summary>What the host itself would never ask is left to TDLib alone: it may change how it logs, or stop.</summary>
    private static List<byte[]> LinesToWrite()
    {
        var mutator = Fuzzing.BytesOf(Requests, nameof(EngineProgramFuzz));
        var lines = new List<byte[]>();
        while (lines.Count < Fuzzing.Count(Inputs))
        {
            lines.Add([.. mutator.Next().Where(one => one != '\n'), (byte)'\n']);
        }

        return lines;
    }

    private static Process Start() => Process.Start(new ProcessStartInfo(
        Path.Combine(AppContext.BaseDirectory, "bridges-telegram-engine"), ["--tdlib", TdLibraryPath.Find(), "--verbosity", "0"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;
}
