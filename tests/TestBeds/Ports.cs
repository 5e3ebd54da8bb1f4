using System.Net;
using System.Net.Sockets;

namespace Bridges.TestBeds;

/// <summary>TCP ports on loopback.</summary>
public static class Ports
{
    /// <summary>A port nobody listens on at this moment.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
