namespace Bridges.Core.Portals.Marks;

/// <summary>How an account's user keeps a chat, and what of that the bridge has set on its room. What they set there themselves is not among it, and stays.</summary>
internal sealed record KeptChat(string Chat, string? Receiver, ChatMarks Told, ChatMarks Shown)
{
    public bool IsOrdinary => Told == ChatMarks.None && Shown == ChatMarks.None;
}
