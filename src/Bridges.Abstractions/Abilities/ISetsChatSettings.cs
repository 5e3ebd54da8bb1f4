namespace Bridges.Abstractions;

/// <summary>The account can keep a chat muted, archived or marked; null values stay as they are (see <see cref="RemoteChatSettings"/>).</summary>
public interface ISetsChatSettings
{
    Task SetChatSettingsAsync(RemoteChatSettings settings, CancellationToken cancellationToken);
}
