namespace Bridges.Abstractions;

/// <summary>An expected failure between host and network. Its message is written for the person whose message it is about.</summary>
public sealed class BridgeException : Exception
{
    public BridgeException(FailureKind kind, string textForUser, Certainty certainty = Certainty.NotDone, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(textForUser, innerException)
    {
        Kind = kind;
        Certainty = certainty;
        RetryAfter = retryAfter;
    }

    public FailureKind Kind { get; }

    /// <summary>Whether the network may have acted all the same.</summary>
    public Certainty Certainty { get; }

    /// <summary>The least time to wait before the next try, where the network gave one.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>It may work later.</summary>
    public static BridgeException Transient(string textForUser, Certainty certainty = Certainty.NotDone, TimeSpan? retryAfter = null, Exception? inner = null) =>
        new(FailureKind.Transient, textForUser, certainty, retryAfter, inner);

    /// <summary>It will never work as it is.</summary>
    public static BridgeException Permanent(string textForUser, Certainty certainty = Certainty.NotDone, Exception? inner = null) =>
        new(FailureKind.Permanent, textForUser, certainty, retryAfter: null, inner);
}
