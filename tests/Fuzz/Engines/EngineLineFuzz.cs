using System.Buffers;
using Bridges.Engines;
using Bridges.Engines.Rpc;
using Bridges.Engines.Supervision;
using Bridges.Fuzz.Tests.Machine;

namespace Bridges.Fuzz.Tests.Engines;

public sealed class EngineLineFuzz
{
    private const int LongestLine = 600;

    private static readonly Words Lines = new(
        [
            """{"jsonrpc":"2.0","method":"hello","params":{"protocol":1,"name":"telegram","version":"1.8.65","pid":5}}""" + "\n",
            """{"jsonrpc":"2.0","id":7,"result":{"@type":"ok"}}""" + "\n" + """{"jsonrpc":"2.0","id":8,"error":{"code":400,"message":"no","data":{}}}""" + "\n",
            """{"jsonrpc":"2.0","method":"td.update","params":{"client":1,"update":{"@type":"updateOption","name":"x","value":{"@type":"optionValueEmpty"}}}}""" + "\n",
        ],
        [.. Words.Json, "\n", "\n\n", "\r\n", "\"id\":", "\"result\":", "\"error\":", "\"method\":", "\"params\":"]);

    [Fact]
    public void Every_line_of_an_engine_is_a_message_or_none() => Fuzzing.Bytes(20_000, Lines, Check, length => 400_000 + (6000L * length));

    private static string Check(byte[] input)
    {
        using var stream = new MemoryStream(input);
        var reader = new LineReader(stream, LongestLine);
        var read = 0L;
        var outcome = "";
        try
        {
            while (reader.ReadAsync(default).AsTask().GetAwaiter().GetResult() is { } line)
            {
                Assert.InRange(line.Length, 0, LongestLine);
                Assert.Equal(input[(int)read..(int)(read + line.Length)], line.ToArray());
                read += line.Length + 1;
                outcome = CheckLine(line);
            }
        }
        catch (LineTooLongException)
        {
            return "too long";
        }

        Assert.DoesNotContain((byte)'\n', input[(int)read..]);
        return outcome;
    }

    private static string CheckLine(ReadOnlySequence<byte> line)
    {
        if (!RpcMessage.TryParse(line, out var message))
        {
            return "no message";
        }

        if (message.Method is not null)
        {
            HelloReader.Read(message.Payload);
        }
        else
        {
            var pending = new PendingRequests("fuzz", 1);
            var (id, answer) = pending.Add();
            pending.Answer(message with { Id = id });
            Assert.True(answer.IsCompleted);
            Assert.True(answer.Exception is null or { InnerException: EngineRequestException });
        }

        return message.Kind.ToString();
    }
}
