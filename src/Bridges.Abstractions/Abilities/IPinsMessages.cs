namespace Bridges.Abstractions;

/// <summary>
/// The account can pin messages, and take pins off. Called in the chat's order when a member of the room changes its pins; it may come again after a
/// crash: what is so already succeeds. What the network refuses is told in the room.
/// </summary>
public interface IPinsMessages
{
    Task PinAsync(OutgoingPin pin, CancellationToken cancellationToken);
}
