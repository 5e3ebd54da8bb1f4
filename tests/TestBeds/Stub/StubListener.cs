using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Bridges.TestBeds.Stub;

/// <summary>Kestrel on loopback with nothing between the sockets and the stub.</summary>
internal sealed class StubListener : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly StubApplication _application;

    public StubListener(StubOptions options, StubApplication application)
    {
        _application = application;
        var kestrel = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(IPAddress.Loopback, options.Port);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _server = new KestrelServer(Options.Create(kestrel), transport, NullLoggerFactory.Instance);
    }

    public Uri Url => new(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public Task StartAsync(CancellationToken cancellation) => _server.StartAsync(_application, cancellation);

    public async ValueTask DisposeAsync()
    {
        // Those who still wait for a slow answer are not waited for.
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }
}
