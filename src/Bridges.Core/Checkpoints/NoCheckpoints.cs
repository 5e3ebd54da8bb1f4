namespace Bridges.Core.Checkpoints;

/// <summary>Nobody listens.</summary>
internal sealed class NoCheckpoints : ICheckpoints
{
    public void Reached(Checkpoint checkpoint)
    {
    }
}
