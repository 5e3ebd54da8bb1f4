using System.Diagnostics.Metrics;
using Bridges.Host.Configuration;

namespace Bridges.Host;

/// <summary>How long the homeserver takes to answer, from the HTTP client's own meter.</summary>
internal sealed class HomeserverLatency : IDisposable
{
    private readonly MeterListener _listener = new();

    public HomeserverLatency(HostMetrics metrics, BridgesConfiguration configuration)
    {
        var homeserver = configuration.Homeserver.Url;
        var histogram = metrics.Factory.CreateHistogram(
            "bridges_homeserver_request_seconds", "How long the homeserver took to answer; 'none' where it did not.", ["method", "status"]);
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Name: "http.client.request.duration", Meter.Name: "System.Net.Http" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            var (host, port, method, status) = Read(tags);
            if (host == homeserver.Host && port == homeserver.Port)
            {
                histogram.WithLabels(method, status).Observe(seconds);
            }
        });
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    private static (string? Host, int? Port, string Method, string Status) Read(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        (string? Host, int? Port, string Method, string Status) read = (null, null, "other", "none");
        foreach (var (key, value) in tags)
        {
            switch (key)
            {
                case "server.address":
                    read.Host = value as string;
                    break;
                case "server.port":
                    read.Port = value as int?;
                    break;
                case "http.request.method":
                    read.Method = value as string ?? read.Method;
                    break;
                case "http.response.status_code":
                    read.Status = value?.ToString() ?? read.Status;
                    break;
            }
        }

        return read;
    }
}
