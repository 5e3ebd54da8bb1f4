namespace Bridges.Engines;

/// <summary>Why a process is given up. The message is the problem text that an admin reads.</summary>
internal sealed class EngineFaultException(string problem, Exception? innerException = null) : Exception(problem, innerException)
{
    /// <summary>The engine still works well enough to be asked to end by itself.</summary>
    public bool EndsGently { get; init; }

    /// <summary>Another try will only help after somebody has replaced the engine.</summary>
    public bool IsBroken { get; init; }
}
