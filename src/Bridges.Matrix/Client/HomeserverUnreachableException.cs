namespace Bridges.Matrix;

/// <summary>The homeserver gave no answer.</summary>
public sealed class HomeserverUnreachableException : Exception
{
    public HomeserverUnreachableException(string message, bool mayHaveArrived, bool timedOut, Exception? innerException = null)
        : base(message, innerException)
    {
        MayHaveArrived = mayHaveArrived;
        TimedOut = timedOut;
    }

    /// <summary>
    /// False when the request surely never reached the homeserver (no such host, connection refused, no TLS); true when it
    /// was on its way or waiting for its answer.
    /// </summary>
    public bool MayHaveArrived { get; }

    /// <summary>The time for the answer ran out.</summary>
    public bool TimedOut { get; }
}
