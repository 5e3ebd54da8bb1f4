namespace Bridges.Abstractions;

/// <summary>
/// The account can change a group's name, topic and picture; called for the commands <c>rename</c> and <c>topic</c>, and where a member of the room
/// changes the room's own. A call may come again after a crash: what is so already succeeds.
/// </summary>
public interface IChangesChats
{
    /// <exception cref="BridgeException">The network refuses it; the room gets its old name back, and its text is told there.</exception>
    Task SetNameAsync(ChatKey chat, string name, CancellationToken cancellationToken);

    /// <exception cref="BridgeException">This network or chat has none, or refuses it.</exception>
    Task SetTopicAsync(ChatKey chat, string topic, CancellationToken cancellationToken);

    /// <param name="picture">A file as in outgoing messages, a JPEG of at most 640 pixels a side; null takes the picture away.</param>
    /// <exception cref="BridgeException">The network refuses it, or the picture.</exception>
    Task SetPictureAsync(ChatKey chat, MediaFile? picture, CancellationToken cancellationToken);
}
