namespace Bridges.Engines;

/// <summary>The engine got the request and did not answer in time: it may or may not have been done.</summary>
public sealed class EngineTimeoutException(string message, Exception? innerException = null)
    : EngineException(message, innerException);
