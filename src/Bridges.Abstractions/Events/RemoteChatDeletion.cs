namespace Bridges.Abstractions;

/// <summary>The chat is gone for this account (deleted, or its history cleared with it); its user leaves the room.</summary>
public sealed record RemoteChatDeletion : RemoteEvent
{
    public override string? DeduplicationKey => null;
}
