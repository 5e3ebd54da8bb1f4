namespace Bridges.Engines;

/// <summary>The engine ended after the request was written to it and before it answered: it may or may not have been done.</summary>
public sealed class EngineStoppedException(string message, Exception? innerException = null)
    : EngineException(message, innerException);
