namespace Bridges.Abstractions;

/// <summary>The account can change a group's name, topic and picture; called for the commands <c>rename</c> and <c>topic</c>.</summary>
public interface IChangesChats
{
    Task SetNameAsync(ChatKey chat, string name, CancellationToken cancellationToken);

    /// <exception cref="BridgeException">This network or chat has none.</exception>
    Task SetTopicAsync(ChatKey chat, string topic, CancellationToken cancellationToken);

    /// <summary>Not called yet.</summary>
    /// <param name="picture">A file as in outgoing messages (JPEG); null takes the picture away.</param>
    Task SetPictureAsync(ChatKey chat, MediaFile? picture, CancellationToken cancellationToken);
}
