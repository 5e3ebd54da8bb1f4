using System.Buffers;
using System.Text;
using Bridges.Engines.Rpc;
using FsCheck.Xunit;

namespace Bridges.Engines.Tests.Rpc;

public sealed class RpcMessageTests
{
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

    [Property]
    public bool Random_bytes_never_throw(byte[] bytes) => !RpcMessage.TryParse(new ReadOnlySequence<byte>(bytes), out _) || bytes.Length > 0;
}
