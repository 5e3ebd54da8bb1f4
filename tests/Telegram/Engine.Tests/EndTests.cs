using System.Diagnostics;

namespace Bridges.Telegram.Engine.Tests;

public sealed class EndTests
{
    [Fact]
    public async Task End_of_input_without_clients_ends_the_engine()
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();

        Assert.Equal(0, await engine.EndAsync());
    }

    [Fact]
    public async Task End_of_input_closes_open_clients_first()
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();
        var clients = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            clients.Add(await engine.CreateClientAsync());
        }

        engine.Process.StandardInput.Close();

        while (clients.Count > 0 && await engine.ReadAsync() is { } message)
        {
            clients.RemoveAll(client => EngineProgram.IsState(message, client, "authorizationStateClosed"));
        }

        Assert.Empty(clients);
        await engine.Process.WaitForExitAsync(engine.Cancellation);
        Assert.Equal(0, engine.Process.ExitCode);
    }

    [Fact]
    public async Task Client_that_never_had_a_request_is_closed_too()
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();
        await engine.AskAsync("1", "client.create");

        Assert.Equal(0, await engine.EndAsync());
    }

    [Fact]
    public async Task Engine_ends_properly_when_nobody_reads_it_any_more()
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();
        await engine.CreateClientAsync();

        engine.Process.StandardOutput.Close();
        engine.Process.StandardInput.Close();

        await engine.Process.WaitForExitAsync(engine.Cancellation);
        Assert.Equal(0, engine.Process.ExitCode);
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task Signals_are_left_to_the_host(string signal)
    {
        await using var engine = await EngineProgram.StartWithTdLibAsync();

        using var kill = Process.Start("kill", [signal, $"{engine.Process.Id}"]);
        await kill.WaitForExitAsync(engine.Cancellation);

        Assert.Equal("{}", (await engine.AskAsync("1", "ping")).GetProperty("result").GetRawText());
    }
}
