namespace Bridges.Core;

/// <summary>Told when a message passes a checkpoint. In production nobody listens; tests end the process there.</summary>
public interface ICheckpoints
{
    /// <summary>Called by whoever carries the message, often and from many threads: must return at once, if at all.</summary>
    void Reached(Checkpoint checkpoint);
}
