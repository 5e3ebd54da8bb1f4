namespace Bridges.Abstractions;

/// <summary>The account can leave groups and delete direct chats.</summary>
public interface ILeavesChats
{
    /// <summary>Leaves a chat. Having left succeeds. Called where the setting says that leaving the room leaves the chat, or by command.</summary>
    Task LeaveAsync(ChatKey chat, CancellationToken cancellationToken);
}
