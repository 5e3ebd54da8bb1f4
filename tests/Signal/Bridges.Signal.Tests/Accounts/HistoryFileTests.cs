using Bridges.Engines.Json;
using Bridges.Signal.Accounts;
using Bridges.TestBeds;

namespace Bridges.Signal.Tests.Accounts;

public sealed class HistoryFileTests
{
    [Fact]
    public async Task Each_chats_lines_are_found_again_the_chat_with_the_newest_first_however_long_they_are()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = TempFolder.Create("signal-history");
        var path = folder.Combine("history.jsonl");
        var order = new[] { "quiet", "busy", "quiet", "busy", "busy" };
        // Longer than what is read at once, and with characters of several bytes.
        string[] texts = [.. order.Select((_, number) => string.Concat(Enumerable.Repeat($"ä{number}🎉", 20_000 * (number % 2))) + number)];
        await File.WriteAllLinesAsync(
            path, order.Select((chat, number) => $$"""{"chat": "{{chat}}", "timestamp": {{1_000 + number}}, "text": "{{texts[number]}}"}""").Append("""{"note": "no message"}"""), cancellation);

        var file = await HistoryFile.OpenAsync(path, cancellation);

        Assert.Equal(["busy", "quiet"], file.Chats);
        Assert.Equal([texts[1], texts[3], texts[4]], await ReadAsync("busy"));
        Assert.Equal([texts[0], texts[2]], await ReadAsync("quiet"));

        async Task<List<string>> ReadAsync(string chat)
        {
            var read = new List<string>();
            await foreach (var line in file.ReadAsync(chat, cancellation))
            {
                read.Add(line.Text("text") ?? "");
            }

            return read;
        }
    }
}
