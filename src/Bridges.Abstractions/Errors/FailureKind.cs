namespace Bridges.Abstractions;

/// <summary>Whether trying again can help.</summary>
public enum FailureKind
{
    Transient,
    Permanent,
}
