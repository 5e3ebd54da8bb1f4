namespace Bridges.Abstractions;

/// <summary>Whether a failed action was certainly not carried out.</summary>
public enum Certainty
{
    NotDone,

    /// <summary>The network may or may not have carried it out.</summary>
    Uncertain,
}
