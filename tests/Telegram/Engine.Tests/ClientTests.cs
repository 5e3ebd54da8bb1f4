namespace Bridges.Telegram.Engine.Tests;

public sealed class ClientTests
{
    [Fact]
    public async Task Clients_reach_the_question_for_the_phone_number_each()
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();

        var first = await engine.CreateClientAsync();
        var second = await engine.CreateClientAsync();

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Updates_carry_no_routing_fields()
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();
        await engine.AskAsync("0", "client.create");
        await engine.SendToTdLibAsync("1", 1, """{"@type":"testSquareInt","x":9}""");

        var update = await engine.ReadUntilAsync(message => EngineProgram.IsState(message, 1, "authorizationStateWaitTdlibParameters"));

        Assert.Equal(
            """{"client":1,"update":{"@type":"updateAuthorizationState","authorization_state":{"@type":"authorizationStateWaitTdlibParameters"}}}""",
            update.GetProperty("params").GetRawText());
    }

    [Fact]
    public async Task Closed_client_takes_no_more_requests()
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();
        var client = await engine.CreateClientAsync();

        await engine.SendToTdLibAsync("5", client, """{"@type":"close"}""");
        await engine.ReadUntilAsync(message => EngineProgram.IsState(message, client, "authorizationStateClosed"));
        var refused = await engine.AskTdLibAsync("6", client, """{"@type":"getMe"}""");

        Assert.Equal(-32602, refused.GetProperty("error").GetProperty("code").GetInt32());
    }
}
