namespace Bridges.Abstractions;

/// <summary>The account can keep a chat muted, archived or marked; null values stay as they are (see <see cref="RemoteChatSettings"/>). Called for the commands <c>mute</c>, <c>archive</c>, <c>favourite</c> and <c>unread</c>, whose answer is the text of what is thrown, and in the background (<c>bridging.follow_clients</c>) for what the user set in a client: what is transient is told again, what is permanent not.</summary>
public interface ISetsChatSettings
{
    Task SetChatSettingsAsync(RemoteChatSettings settings, CancellationToken cancellationToken);
}
