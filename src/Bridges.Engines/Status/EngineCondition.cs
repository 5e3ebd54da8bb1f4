namespace Bridges.Engines;

/// <summary>What an engine is doing.</summary>
public enum EngineCondition
{
    /// <summary>Not started yet, or stopped by the host.</summary>
    Stopped,

    /// <summary>The process is being started, or has not said hello yet.</summary>
    Starting,

    /// <summary>Ready for requests.</summary>
    Running,

    /// <summary>It ended or was ended, and will be started again after a wait.</summary>
    Backoff,

    /// <summary>It is the wrong engine (a wrong version …). Tried again at the longest back-off, for the case that it is replaced.</summary>
    Broken,
}
