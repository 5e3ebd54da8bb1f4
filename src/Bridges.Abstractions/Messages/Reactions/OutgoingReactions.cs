namespace Bridges.Abstractions;

/// <summary>All reactions that the account's user has on a message from now on; empty: none.</summary>
public sealed record OutgoingReactions(DeliveryId Delivery, ChatKey Chat, RemoteMessageId Target, IReadOnlyList<Reaction> Reactions);
