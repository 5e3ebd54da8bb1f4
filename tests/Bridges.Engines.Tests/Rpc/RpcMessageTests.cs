using System.Buffers;
using System.Text;
using System.Text.Json;
using Bridges.Engines.Rpc;
using FsCheck;
using FsCheck.Xunit;

namespace Bridges.Engines.Tests.Rpc;

public sealed class RpcMessageTests
{
    private static readonly string[] Lines =
    [
        """{"jsonrpc":"2.0","id":7,"result":null}""", """{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"no"}}""",
        """{"jsonrpc":"2.0","method":"update","params":{}}""", """{"jsonrpc":"2.0","method":"update","id":3}""",
    ];

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":null}""", RpcMessageKind.Result, 7)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"no"}}""", RpcMessageKind.Error, 7)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700}}""", RpcMessageKind.Error, 0)]
    [InlineData("""{"jsonrpc":"2.0","method":"update","params":{}}""", RpcMessageKind.Notification, 0)]
    [InlineData("""{"jsonrpc":"2.0","method":"update","id":3}""", RpcMessageKind.Request, 0)]
    internal void Messages_are_told_apart(string line, RpcMessageKind kind, long id)
    {
        Assert.True(RpcMessage.TryParse(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(line)), out var message));
        Assert.Equal(kind, message.Kind);
        Assert.Equal(id, message.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"id":1,"error":"no"}""")]
    [InlineData("""{"method":5}""")]
    [InlineData("""{"method":"a"} {"method":"b"}""")]
    [InlineData("""{"method":"a" """)]
    public void Anything_else_is_refused(string line)
        => Assert.False(RpcMessage.TryParse(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(line)), out _));

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var deep = """{"method":"a","params":""" + new string('[', 100_000) + new string(']', 100_000) + "}";

        Assert.False(RpcMessage.TryParse(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(deep)), out _));
    }

    [Property(MaxTest = 2000)]
    public void What_is_taken_is_what_a_JSON_parser_finds_in_it(NonNegativeInt which, NonNegativeInt position, byte[] noise)
    {
        var line = Encoding.UTF8.GetBytes(Lines[which.Get % Lines.Length]);
        var cut = position.Get % line.Length;
        byte[] changed = [.. line.AsSpan(0, cut), .. noise, .. line.AsSpan(Math.Min(line.Length, cut + (noise.Length / 2)))];
        if (!RpcMessage.TryParse(new ReadOnlySequence<byte>(changed), out var message))
        {
            return;
        }

        using var document = JsonDocument.Parse(changed);
        var isCall = message.Kind is RpcMessageKind.Notification or RpcMessageKind.Request;
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        Assert.Contains(document.RootElement.EnumerateObject(), property => isCall ? property.NameEquals("method") : property.NameEquals("result") || property.NameEquals("error"));
    }

    [Property]
    public void What_is_no_object_is_never_taken(byte[] bytes)
    {
        byte[] changed = [(byte)'[', .. bytes];

        Assert.False(RpcMessage.TryParse(new ReadOnlySequence<byte>(changed), out _));
    }
}
