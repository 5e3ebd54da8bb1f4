using Bridges.Host.Http;
using Prometheus;

namespace Bridges.Host;

/// <summary>Metrics in Prometheus' text form, of this host alone: the registry is its own and not the process's.</summary>
internal sealed class HostMetrics : IEndpointGroup, IDisposable
{
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly MeterBinding _meters;

    public HostMetrics()
    {
        _meters = new MeterBinding(_registry);
        // The process itself: processor, memory, threads, open files, its start.
        DotNetStats.Register(_registry);
    }

    public IMetricFactory Factory => Prometheus.Metrics.WithCustomRegistry(_registry);

    /// <summary>Runs before every collection, to bring values up to date.</summary>
    public void BeforeCollect(Func<CancellationToken, Task> update) => _registry.AddBeforeCollectCallback(update);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", WriteAsync).WithMetadata(Caller.Anybody);

    public void Dispose() => _meters.Dispose();

    private async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await _registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }
}
