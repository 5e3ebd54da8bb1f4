using System.Net.Sockets;

namespace Bridges.Host.Doctor;

/// <summary>Where the page has an address of its own to listen at, that is free while the bridge does not run.</summary>
internal sealed class PageListenCheck : IDoctorCheck
{
    public Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DoctorFinding>>(patient is { RunningHost: null, Configuration.Page: { Enabled: true, Listen: { Address: { } address } listen } } && WhyNot(address, listen.Port) is { } problem
            ? [DoctorFinding.Wrong($"address {listen}", $"The page cannot listen there: {problem}", "Stop what listens there, or set page.listen to an address of this machine and a free port.")]
            : []);

    private static string? WhyNot(System.Net.IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return null;
        }
        catch (SocketException exception)
        {
            return exception.Message;
        }
    }
}
