using Bridges.Host.Doctor;
using Bridges.Host.Provisioning;
using Bridges.Host.Watching;

namespace Bridges.Host;

/// <summary>What goes on beside the bridge once it runs: its figures, pushes of how accounts stand, the doctor's daily run, what admins are told.</summary>
internal sealed class HostRounds(BridgeFigures figures, BridgeStatePush states, DoctorRuns doctor, AdminWatch admins)
{
    /// <summary>Returns at once.</summary>
    public void Start(CancellationToken stopping)
    {
        figures.Publish();
        states.Start(stopping);
        doctor.Start(stopping);
        admins.Start(stopping);
    }
}
