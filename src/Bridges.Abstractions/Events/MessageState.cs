namespace Bridges.Abstractions;

/// <summary>How far a message came at a receiver.</summary>
public enum MessageState
{
    /// <summary>A device of theirs has it.</summary>
    Delivered,
    Read,

    /// <summary>They listened to it or looked at it (voice, view-once).</summary>
    Played,
}
