using System.Net;
using System.Net.NetworkInformation;
using Bridges.Host.Configuration;

namespace Bridges.Host.Doctor;

/// <summary>This machine's addresses.</summary>
internal static class OwnAddresses
{
    /// <summary>Whether something on this machine can listen there. Where the machine does not tell its addresses: yes.</summary>
    public static bool Include(ListenAddress listen)
    {
        if (listen.Address is not { } address || IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            return true;
        }

        try
        {
            return NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                .Any(own => own.Address.Equals(address));
        }
        catch (NetworkInformationException)
        {
            return true;
        }
    }
}
