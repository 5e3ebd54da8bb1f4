namespace Bridges.Abstractions;

/// <summary>What the account's user has chosen in a poll from now on; empty: the vote is taken back.</summary>
/// <param name="Options">The network's ids of the options.</param>
public sealed record OutgoingVote(DeliveryId Delivery, ChatKey Chat, RemoteMessageId Poll, IReadOnlyList<string> Options);
