using Bridges.Core;

namespace Bridges.Host.Doctor;

/// <summary>From inside the host: how the networks that run say they are. Their modules are not loaded a second time.</summary>
internal sealed class RunningNetworksCheck(IBridgeAdministration bridge) : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var networks = await bridge.NetworksAsync(cancellationToken);
        return networks.Count == 0
            ? [ModulesCheck.NoneEnabled(patient)]
            :
            [
                .. networks.Select(network => network.Health.IsHealthy
                    ? DoctorFinding.Fine($"module {network.Description.Id} works")
                    : DoctorFinding.Wrong($"module {network.Description.Id}", network.Health.Problem ?? "It says that it is not well.", "See its lines in the log; 'bridges doctor' examines it by itself while the bridge is stopped.") with { Cause = DoctorCause.Network }),
            ];
    }
}
