namespace Bridges.Engines;

/// <summary>A request to an engine failed.</summary>
public abstract class EngineException : Exception
{
    private protected EngineException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
