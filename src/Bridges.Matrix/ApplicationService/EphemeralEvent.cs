namespace Bridges.Matrix;

/// <summary>Something that passes and is not kept: <see cref="TypingEvent"/> or <see cref="ReceiptEvent"/>.</summary>
public abstract record EphemeralEvent
{
    private protected EphemeralEvent()
    {
    }
}
