namespace Bridges.Host.Page;

/// <summary>Tells a browser live of what it waits for (server-sent events), until the host stops.</summary>
internal sealed class PageEvents(IHostApplicationLifetime lifetime)
{
    // Proxies close what is silent for longer.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>Tells that a view has changed once a task is over, however it ends, and of its progress until then.</summary>
    public async Task WriteAsync(HttpContext context, Task awaited, Func<string?> progress)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var waiting = awaited.WaitAsync(lifetime.ApplicationStopping);
        string? said = null;
        while (!waiting.IsCompleted)
        {
            await Task.WhenAny(waiting, Task.Delay(said == progress() ? Beat : TimeSpan.FromMilliseconds(200), context.RequestAborted));
            context.RequestAborted.ThrowIfCancellationRequested();
            if (progress() is { } now && now != said)
            {
                said = now;
                await context.Response.WriteAsync($"event: progress\ndata: {now.ReplaceLineEndings(" ")}\n\n", context.RequestAborted);
            }
            else
            {
                await context.Response.WriteAsync(": \n\n", context.RequestAborted);
            }

            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        await context.Response.WriteAsync("event: changed\ndata: \n\n", context.RequestAborted);
    }
}
