namespace Bridges.Host;

/// <summary>How far the start has come, for those who ask from outside.</summary>
internal sealed class HostReadiness
{
    private volatile HostStage _stage = HostStage.Starting;

    public HostStage Stage
    {
        get => _stage;
        set => _stage = value;
    }
}
