namespace Bridges.Matrix;

/// <summary>Something that passes and is not kept: <see cref="TypingEvent"/>, <see cref="ReceiptEvent"/> or <see cref="PresenceEvent"/>.</summary>
public abstract record EphemeralEvent
{
    private protected EphemeralEvent()
    {
    }
}
