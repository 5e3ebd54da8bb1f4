using System.Net;
using Bridges.Host.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bridges.Host.Tests.Http;

public sealed class RequestIdTests
{
    [Fact]
    public async Task Every_answer_names_its_request()
    {
        await using var server = await RunningServer.StartAsync();

        using var one = await server.Client.GetAsync("/_matrix/mau/live", TestContext.Current.CancellationToken);
        using var other = await server.Client.GetAsync("/nowhere", TestContext.Current.CancellationToken);

        Assert.NotEqual(Assert.Single(one.Headers.GetValues(RequestIds.Header)), Assert.Single(other.Headers.GetValues(RequestIds.Header)));
    }

    [Fact]
    public async Task A_failure_is_found_in_the_log_by_what_its_caller_was_told()
    {
        using var log = new RecentLog(TimeProvider.System);
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var context = new DefaultHttpContext();
        context.Request.Method = "PUT";
        context.Request.Headers[RequestIds.Header] = "proxy-7";
        using var body = new MemoryStream();
        context.Response.Body = body;

        await new FailedRequests(loggers.CreateLogger<FailedRequests>()).InvokeAsync(context, _ => throw new InvalidOperationException("broken"));

        Assert.Equal((int)HttpStatusCode.InternalServerError, context.Response.StatusCode);
        Assert.Equal("proxy-7", context.Response.Headers[RequestIds.Header]);
        Assert.Contains("(request proxy-7)", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
        Assert.StartsWith("Request proxy-7 failed: PUT", Assert.Single(log.Lines).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a line\nand another")]
    [InlineData("\"},{\"level\":\"fatal")]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public void What_could_pass_for_something_else_is_no_name(string told)
    {
        var context = new DefaultHttpContext { TraceIdentifier = "own" };
        context.Request.Headers[RequestIds.Header] = told;

        Assert.Equal("own", RequestIds.Of(context));
    }

    [Fact]
    public void The_log_that_is_kept_for_the_page_stays_small()
    {
        using var log = new RecentLog(TimeProvider.System);
        var logger = log.CreateLogger("part");

        for (var line = 0; line < 3000; line++)
        {
            logger.Log(LogLevel.Information, default, $"{line} {new string('x', 9000)}", exception: null, (text, _) => text);
        }

        Assert.Equal(500, log.Lines.Count);
        Assert.All(log.Lines, line => Assert.Equal(2000, line.Text.Length));
        Assert.StartsWith("2999 ", log.Lines[^1].Text, StringComparison.Ordinal);
    }
}
