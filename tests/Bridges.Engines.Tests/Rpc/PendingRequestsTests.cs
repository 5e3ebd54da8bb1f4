using System.Text.Json;
using Bridges.Engines.Rpc;

namespace Bridges.Engines.Tests.Rpc;

public sealed class PendingRequestsTests
{
    private readonly PendingRequests pending = new("fake", 10);

    [Theory]
    [InlineData("""{"code":5,"message":"no"}""", 5, "no")]
    [InlineData("""{"code":"5"}""", 0, "The engine gave no reason.")]
    [InlineData("""{"code":99999999999,"message":7}""", 0, "The engine gave no reason.")]
    [InlineData("""{"code":5,"message":"\ud800"}""", 5, "The engine gave no reason.")]
    [InlineData("""{"code":5,"\ud800":{}}""", 0, "The engine gave no reason.")]
    public async Task Errors_of_any_shape_are_understood(string error, int code, string message)
    {
        var (id, answer) = pending.Add();

        pending.Answer(new RpcMessage(RpcMessageKind.Error, id, null, JsonElement.Parse(error)));

        var exception = await Assert.ThrowsAsync<EngineRequestException>(() => answer);
        Assert.Equal((code, message), (exception.Code, exception.Message));
    }

    [Fact]
    public async Task Second_answer_changes_nothing()
    {
        var (id, answer) = pending.Add();

        pending.Answer(new RpcMessage(RpcMessageKind.Result, id, null, JsonElement.Parse("1")));
        pending.Answer(new RpcMessage(RpcMessageKind.Result, id, null, JsonElement.Parse("2")));

        Assert.Equal(1, (await answer).GetInt32());
    }

    [Fact]
    public void Answer_to_nobody_is_dropped()
        => pending.Answer(new RpcMessage(RpcMessageKind.Result, 77, null, JsonElement.Parse("1")));

    [Fact]
    public async Task Close_fails_who_waits_and_refuses_who_comes()
    {
        var (_, answer) = pending.Add();

        pending.Close("It died.");

        Assert.Equal("It died.", (await Assert.ThrowsAsync<EngineStoppedException>(() => answer)).Message);
        Assert.Equal("It died.", Assert.Throws<EngineUnavailableException>(() => pending.Add()).Message);
    }
}
