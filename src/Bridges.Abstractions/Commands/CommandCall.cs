namespace Bridges.Abstractions;

/// <summary>A command that a user typed.</summary>
/// <param name="Delivery">The same however often the call is repeated after a crash.</param>
/// <param name="Text">What stands behind the command's name.</param>
/// <param name="Chat">The chat in whose room it was typed, or null.</param>
/// <param name="ReplyTo">The message that the command's message answers, or null.</param>
public sealed record CommandCall(DeliveryId Delivery, string Name, RichText Text, ChatKey? Chat, RemoteMessageId? ReplyTo);
