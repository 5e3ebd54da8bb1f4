using System.Net;
using Bridges.TestBeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bridges.Page.Tests;

/// <summary>A reverse proxy that serves the page under a path of its own, as in docs/page.md.</summary>
internal sealed class PathProxy : IAsyncDisposable
{
    private const string Path = "/some/place/";

    private readonly WebApplication _application;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    private PathProxy(int port)
    {
        Url = new Uri($"http://127.0.0.1:{port}{Path}");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        _application = builder.Build();
        _application.Run(ForwardAsync);
    }

    /// <summary>How browsers reach the page.</summary>
    public Uri Url { get; }

    /// <summary>Where the host serves the page.</summary>
    public Uri Host { get; set; } = new("http://127.0.0.1/");

    public static async Task<PathProxy> StartAsync()
    {
        var proxy = new PathProxy(Ports.Free());
        await proxy._application.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Path.TrimEnd('/'), StringComparison.Ordinal, out var rest))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(Host, $"/_bridges/page{rest}{context.Request.QueryString}"));
        request.Content = HttpMethods.IsPost(context.Request.Method) ? new StreamContent(context.Request.Body) : null;
        foreach (var header in context.Request.Headers.Where(header => header.Key is "Cookie" or "Accept" or "Sec-Fetch-Site" or "X-Bridges-Live"))
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        }

        request.Content?.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not "Transfer-Encoding"))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[8192];
        while (await body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
