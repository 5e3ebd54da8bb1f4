using System.Text;
using Bridges.Engines.Processes;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Engines.Tests.Processes;

public sealed class ErrorOutputTests
{
    private static readonly EngineOptions Options = new() { Name = "fake", FileName = "fake" };

    [Fact]
    public async Task Flood_of_lines_is_cut_and_counted()
    {
        var lines = await ForwardAsync(string.Concat(Enumerable.Repeat("warning\n", 250)));

        Assert.Equal(101, lines.Count);
        Assert.Equal("Engine fake: … 150 lines left out", lines[^1]);
    }

    [Fact]
    public async Task Long_line_is_cut()
    {
        var lines = await ForwardAsync(new string('x', 1_000_000) + "\nnext\n");

        Assert.Equal(["Engine fake: " + new string('x', 2000), "Engine fake: next"], lines);
    }

    [Fact]
    public async Task Control_characters_do_not_reach_the_log()
        => Assert.Equal(["Engine fake: red [31m forged"], await ForwardAsync("red\u001b[31m\rforged"));

    [Fact]
    public async Task Secrets_are_redacted()
    {
        var lines = await ForwardAsync("key=abc\n", Options with { Redact = line => line.Replace("abc", "***", StringComparison.Ordinal) });

        Assert.Equal(["Engine fake: key=***"], lines);
    }

    [Fact]
    public async Task Line_that_cannot_be_redacted_is_not_shown()
    {
        var lines = await ForwardAsync("key=abc\nnext\n", Options with { Redact = line => line is "next" ? line : throw new FormatException(line) });

        Assert.Equal(["Engine fake: (a line that could not be redacted: FormatException)", "Engine fake: next"], lines);
    }

    private static async Task<List<string>> ForwardAsync(string written, EngineOptions? options = null)
    {
        using var logs = new LogRecorder();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(written));
        await new ErrorOutput(options ?? Options, logs, new FakeTimeProvider()).ForwardAsync(stream, TestContext.Current.CancellationToken);
        return [.. logs.Lines];
    }
}
