namespace Bridges.Engines;

/// <summary>The request never reached the engine: it was surely not done.</summary>
public sealed class EngineUnavailableException(string message, Exception? innerException = null)
    : EngineException(message, innerException);
