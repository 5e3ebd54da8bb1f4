namespace Bridges.Abstractions;

/// <summary>
/// The account can ask the network whether a message is pinned. For networks that tell of pins late, or again after a restart: what is told is
/// bridged as it is by then.
/// </summary>
public interface IChecksPins
{
    /// <summary>Called for each <see cref="RemotePin"/> of one message; where it throws, what was told holds.</summary>
    Task<bool> IsPinnedAsync(ChatKey chat, RemoteMessageId message, CancellationToken cancellationToken);
}
