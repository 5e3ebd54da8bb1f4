using System.Net;
using System.Net.Http.Headers;
using Bridges.Host.Tests.Hosting;

namespace Bridges.Host.Tests.Cli;

/// <summary>A message that was given up, beside the running host.</summary>
public sealed class DeadLettersTests : IAsyncLifetime
{
    private SampleHost _sample = null!;

    public async ValueTask InitializeAsync() => _sample = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Theory]
    [InlineData("POST", "?id=abc")]
    [InlineData("POST", "?id=")]
    [InlineData("POST", "")]
    [InlineData("POST", "?id=-1")]
    [InlineData("POST", "?id=1&id=2")]
    [InlineData("POST", "?id=99999999999999999999")]
    [InlineData("POST", "?identity=all")]
    [InlineData("DELETE", "?id=abc")]
    [InlineData("DELETE", "?id=all")]
    [InlineData("DELETE", "?id=all&count=many")]
    [InlineData("DELETE", "")]
    public async Task A_number_that_is_none_is_refused_and_nothing_is_done(string method, string query)
    {
        var id = await _sample.SendUndeliverableAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(method, "_bridges/admin/v1/dead-letters" + query));

        Assert.Contains($"\n{id} ", (await _sample.RunAsync("dead-letters", "list")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_verb_they_are_listed_as_accounts_are()
    {
        var id = await _sample.SendUndeliverableAsync();

        Assert.Contains($"\n{id} ", (await _sample.RunAsync("dead-letters")).Text, StringComparison.Ordinal);
        Assert.Contains("connected", (await _sample.RunAsync("accounts")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?network=sample")]
    [InlineData("?account=alice")]
    [InlineData("?network=sample&account=alice&account=bob")]
    public async Task An_account_that_is_not_named_is_not_logged_out(string query)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("DELETE", "_bridges/admin/v1/accounts" + query));

        Assert.Contains("connected", (await _sample.RunAsync("accounts", "list")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_dropped_and_is_gone()
    {
        var id = await _sample.SendUndeliverableAsync();

        Assert.Equal((ExitCode.Success, "Dropped."), await _sample.RunAsync("dead-letters", "drop", id));

        Assert.Equal((ExitCode.Success, "There are none."), await _sample.RunAsync("dead-letters", "list"));
    }

    [Fact]
    public async Task All_are_dropped_by_whoever_says_how_many_they_are()
    {
        await _sample.SendUndeliverableAsync();
        var id = await _sample.SendUndeliverableAsync();

        var asked = await _sample.RunAsync("dead-letters", "drop", "--all");
        Assert.Equal(ExitCode.Usage, asked.ExitCode);
        Assert.Contains("bridges dead-letters drop --all --count 2", asked.Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await _sample.RunAsync("dead-letters", "drop", "--all", "--count", "1")).ExitCode);
        Assert.Equal(ExitCode.Usage, (await _sample.RunAsync("dead-letters", "drop", id, "--all")).ExitCode);
        Assert.Contains($"\n{id} ", (await _sample.RunAsync("dead-letters")).Text, StringComparison.Ordinal);

        Assert.Equal((ExitCode.Success, "2 dropped."), await _sample.RunAsync("dead-letters", "drop", "--all", "--count", "2"));

        Assert.Equal((ExitCode.Success, "There are none."), await _sample.RunAsync("dead-letters", "drop", "--all"));
    }

    [Fact]
    public async Task One_is_brought_back_by_its_number_and_all_by_that_word()
    {
        var id = await _sample.SendUndeliverableAsync();

        Assert.Equal((ExitCode.Success, "1 brought back."), await _sample.RunAsync("dead-letters", "retry", id));
        await _sample.SendUndeliverableAsync();
        Assert.EndsWith("brought back.", (await _sample.RunAsync("dead-letters", "retry", "all")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_brought_back_while_the_host_does_not_run()
    {
        var id = await _sample.SendUndeliverableAsync();
        await _sample.Host.StopAsync();

        Assert.Equal(ExitCode.Failure, (await _sample.RunAsync("dead-letters", "retry", "4711")).ExitCode);
        Assert.Equal((ExitCode.Success, "1 brought back."), await _sample.RunAsync("dead-letters", "retry", id));

        Assert.Equal((ExitCode.Success, "There are none."), await _sample.RunAsync("dead-letters", "list"));
    }

    private async Task<HttpStatusCode> SendAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.As);
        using var answer = await _sample.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
