namespace Bridges.Telegram.Engine.Tests;

public sealed class RequestTests
{
    [Fact]
    public async Task Execute_works_without_a_client()
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();

        var answer = await engine.AskAsync("1", "td.execute", """{"request":{"@type":"getTextEntities","text":"see @durov"}}""");

        Assert.Equal(
            """{"@type":"textEntities","entities":[{"@type":"textEntity","offset":4,"length":6,"type":{"@type":"textEntityTypeMention"}}]}""",
            answer.GetProperty("result").GetRawText());
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"seven\"")]
    [InlineData("9007199254740993")]
    public async Task Answer_has_the_id_of_its_request(string id)
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();
        await engine.AskAsync("0", "client.create");

        var answer = await engine.AskTdLibAsync(id, 1, """{"@type":"testSquareInt","x":9}""");

        Assert.Equal("""{"@type":"testInt","value":81}""", answer.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Error_of_TDLib_is_an_error_with_its_code_and_text()
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();
        await engine.AskAsync("0", "client.create");

        var error = (await engine.AskTdLibAsync("1", 1, """{"@type":"nonsense"}""")).GetProperty("error");

        Assert.Equal(400, error.GetProperty("code").GetInt32());
        Assert.Contains("nonsense", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("td.request", """{"client":5,"request":{"@type":"getMe"}}""", -32602)]
    [InlineData("td.request", """{"client":"1","request":{"@type":"getMe"}}""", -32602)]
    [InlineData("td.request", """{"client":1,"request":{}}""", -32602)]
    [InlineData("td.request", """{"client":1,"request":{"@type":"getMe","@extra":1}}""", -32602)]
    [InlineData("td.execute", "[]", -32602)]
    [InlineData("td.destroy", "{}", -32601)]
    public async Task Wrong_request_is_refused(string method, string parameters, int code)
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();

        var answer = await engine.AskAsync("1", method, parameters);

        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[1,2]")]
    [InlineData("""{"method":"ping"}""")]
    [InlineData("""{"id":{},"method":"ping"}""")]
    [InlineData("""{"id":1,"method":"\ud800"}""")]
    [InlineData("""{"id":1,"method":"td.execute","params":{"request":{"@type":"\udc00"}}}""")]
    public async Task Line_that_is_no_request_gets_an_error_and_the_engine_goes_on(string line)
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();

        await engine.WriteAsync(line);

        Assert.True((await engine.ReadAsync())!.Value.TryGetProperty("error", out _));
        Assert.Equal("{}", (await engine.AskAsync("1", "ping")).GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Line_without_end_is_cut_off()
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (true)
            {
                await engine.Process.StandardInput.WriteAsync(new string('x', 1 << 20).AsMemory(), engine.Cancellation);
            }
        });

        await engine.Process.WaitForExitAsync(engine.Cancellation);
        Assert.Equal(4, engine.Process.ExitCode);
    }
}
