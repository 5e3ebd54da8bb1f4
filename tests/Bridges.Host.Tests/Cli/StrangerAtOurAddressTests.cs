using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.Host.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bridges.Host.Tests.Cli;

/// <summary>Another program listens where our host is looked for: it hears no secret, and nothing crashes.</summary>
public sealed class StrangerAtOurAddressTests
{
    private readonly ConcurrentQueue<string> _heard = [];

    [Theory]
    [InlineData(200, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, """{"proof":7}""")]
    [InlineData(200, """{"proof":"0123"}""")]
    [InlineData(200, """{"proof":"ü"}""")]
    [InlineData(404, "{}")]
    [InlineData(302, "")]
    [InlineData(500, "{")]
    public async Task Whatever_it_answers_it_is_told_nothing(int status, string body)
    {
        await using var host = await RunningHost.PrepareAsync();
        await using var stranger = await ListenAsync(host.Port, status, body);

        foreach (var command in (string[][])[["accounts", "list"], ["accounts", "logout", "sample", "alice"], ["dead-letters", "list"], ["dead-letters", "retry", "all"], ["dead-letters", "drop", "7"]])
        {
            var (exitCode, _, error) = await Terminal.RunAsync([.. command, "--config", host.ConfigurationFile]);
            Assert.Equal(ExitCode.Failure, exitCode);
            Assert.StartsWith("Something else than the bridge with this configuration answers at 127.0.0.1:", error, StringComparison.Ordinal);
        }

        AssertNoSecretWasHeard();
    }

    [Fact]
    public async Task It_is_a_finding_of_the_doctor_s()
    {
        await using var host = await RunningHost.PrepareAsync();
        await using var stranger = await ListenAsync(host.Port, 200, "{}");

        var (exitCode, output, _) = await Terminal.RunAsync("doctor", "--config", host.ConfigurationFile);

        Assert.Equal(ExitCode.ProblemsFound, exitCode);
        Assert.Contains($"WRONG  address 127.0.0.1:{host.Port}", output, StringComparison.Ordinal);
        Assert.Contains("-> If the configuration was changed since the bridge was started, restart it", output, StringComparison.Ordinal);
        // What follows from that is not told as a second error.
        Assert.Contains($"  -    appservice.url http://127.0.0.1:{host.Port}/ leads here: the bridge does not listen for it (see address 127.0.0.1:{host.Port})", output, StringComparison.Ordinal);
        AssertNoSecretWasHeard();
    }

    [Fact]
    public async Task A_bridge_with_another_configuration_is_a_stranger_too()
    {
        await using var host = await RunningHost.PrepareAsync();
        host.Start();
        await host.WaitUntilReadyAsync();
        File.WriteAllText(host.ConfigurationFile, File.ReadAllText(host.ConfigurationFile).Replace(Tokens.As, Tokens.As + "-changed", StringComparison.Ordinal));

        var (exitCode, _, error) = await Terminal.RunAsync("accounts", "list", "--config", host.ConfigurationFile);

        Assert.Equal(ExitCode.Failure, exitCode);
        Assert.StartsWith("Something else than the bridge with this configuration", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_speaks_no_HTTP_is_told_nothing()
    {
        await using var host = await RunningHost.PrepareAsync();
        using var listener = new TcpListener(IPAddress.Loopback, host.Port);
        listener.Start();
        var answering = AnswerOnceAsync(listener);

        var (exitCode, _, error) = await Terminal.RunAsync("accounts", "list", "--config", host.ConfigurationFile);
        await answering;

        Assert.Equal(ExitCode.Failure, exitCode);
        Assert.StartsWith("Something else", error, StringComparison.Ordinal);
        AssertNoSecretWasHeard();
    }

    private async Task AnswerOnceAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[4096];
        var length = await client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken);
        _heard.Enqueue(Encoding.UTF8.GetString(buffer, 0, length));
        await client.GetStream().WriteAsync("SSH-2.0-OpenSSH\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
    }

    private async Task<WebApplication> ListenAsync(int port, int status, string body)
    {
        var application = HostServer.CreateBuilder(new ListenAddress("127.0.0.1", port)).Build();
        application.Run(async context =>
        {
            _heard.Enqueue($"{context.Request.Path}{context.Request.QueryString} {string.Join(' ', context.Request.Headers.Select(header => header.Value.ToString()))}");
            context.Response.StatusCode = status;
            if (status == StatusCodes.Status302Found)
            {
                context.Response.Headers.Location = "/_bridges/admin/v1/accounts";
            }

            await context.Response.WriteAsync(body);
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }

    private void AssertNoSecretWasHeard()
    {
        Assert.NotEmpty(_heard);
        // The hs_token is the homeserver's to tell, to whoever listens where its registration says.
        Assert.DoesNotContain(_heard, heard => heard.Contains(Tokens.As, StringComparison.Ordinal) || heard.Contains(Tokens.DoublePuppet, StringComparison.Ordinal));
    }
}
