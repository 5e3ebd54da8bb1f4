using System.Buffers;
using System.Text;
using Bridges.Engines.Rpc;
using FsCheck.Xunit;

namespace Bridges.Engines.Tests.Rpc;

public sealed class LineReaderTests
{
    [Fact]
    public async Task Line_of_just_the_limit_is_read_and_one_more_byte_is_not()
    {
        Assert.Equal(["12345"], await ReadAllAsync("12345\n", limit: 5));
        await Assert.ThrowsAsync<LineTooLongException>(() => ReadAllAsync("123456\n", limit: 5));
        await Assert.ThrowsAsync<LineTooLongException>(() => ReadAllAsync("123456", limit: 5));
    }

    [Fact]
    public async Task Torn_last_line_is_dropped() => Assert.Equal(["whole"], await ReadAllAsync("whole\ntor", limit: 100));

    [Property]
    public async Task<bool> Lines_come_back_as_they_were_written(byte[][] written)
    {
        var lines = written.Select(line => Convert.ToHexString(line)).ToList();
        return lines.SequenceEqual(await ReadAllAsync(string.Concat(lines.Select(line => line + "\n")), limit: 1 << 20));
    }

    [Fact]
    public async Task Line_over_many_reads_is_put_together()
    {
        var line = new string('x', 1_000_000);

        Assert.Equal([line, "next"], await ReadAllAsync(line + "\nnext\n", limit: 1_000_000));
    }

    private static async Task<List<string>> ReadAllAsync(string text, int limit)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var reader = new LineReader(stream, limit);
        List<string> lines = [];
        while (await reader.ReadAsync(CancellationToken.None) is { } line)
        {
            lines.Add(Encoding.UTF8.GetString(line.ToArray()));
        }

        return lines;
    }
}
