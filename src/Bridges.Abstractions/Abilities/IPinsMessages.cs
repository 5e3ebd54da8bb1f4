namespace Bridges.Abstractions;

/// <summary>
/// The account can pin messages, and take pins off. Called when a member of the room changes its pins, in the order of what they say and do; it may come
/// again after a crash: what is so already succeeds. What the network refuses is told in the room, and set back there.
/// </summary>
public interface IPinsMessages
{
    Task PinAsync(OutgoingPin pin, CancellationToken cancellationToken);
}
