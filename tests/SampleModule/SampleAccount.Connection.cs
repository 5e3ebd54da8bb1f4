using Bridges.Abstractions;

namespace Bridges.SampleModule;

/// <summary>How the account finds out whether its network still answers.</summary>
internal sealed partial class SampleAccount : IProbesConnection
{
    private volatile bool _isMute = options.Fault == SampleFault.Mute;

    public Task ProbeAsync(CancellationToken cancellationToken) => _isMute ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;

    public Task ReconnectAsync(CancellationToken cancellationToken)
    {
        host.ReportState(AccountState.Connecting);
        _isMute &= wishes.StaysMute;
        host.ReportState(AccountState.Connected);
        return Task.CompletedTask;
    }
}
