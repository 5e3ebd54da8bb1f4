namespace Bridges.Abstractions;

/// <summary>
/// Someone came into a chat or went. Where <see cref="User"/> is the account itself and it went, the account's user leaves
/// the room; this holds however many members a chat has. Names and roles are told by <see cref="RemoteChatChange"/>.
/// </summary>
public sealed record RemoteMembership : RemoteEvent
{
    public required RemoteUserId User { get; init; }

    public required MembershipChange Change { get; init; }

    /// <summary>Who brought it about; null where the network does not say. The same as <see cref="User"/> for those who act themselves.</summary>
    public RemoteUserId? Sender { get; init; }

    /// <summary>Why, where somebody said so.</summary>
    public string? Reason { get; init; }

    public override string? DeduplicationKey => null;
}
