using System.Net;

namespace Bridges.Host.Doctor;

/// <summary>Clients and other servers that know nothing but the server's name are led to the homeserver (spec, "Well-known URI" and "Resolving server names").</summary>
internal sealed class WellKnownCheck : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.IsMistaken)
        {
            return [];
        }

        var server = patient.Configuration.Homeserver.ServerName;
        // A name with a port, or an IP address, is an address already; one without a dot has no place in the public DNS.
        if (server.Contains(':') || IPAddress.TryParse(server, out _) || (patient.WellKnownPlace is null && !server.Contains('.')))
        {
            return [];
        }

        var place = patient.WellKnownPlace ?? new Uri($"https://{server}/");
        var client = new ClientDelegation(patient.Homeserver, server, place) { HomeserverAnswers = patient.HomeserverAnswers }.CheckAsync(cancellationToken);
        var federation = new ServerDelegation(patient.Homeserver, server, place).CheckAsync(cancellationToken);
        return [await client, await federation];
    }
}
