namespace Bridges.Abstractions;

/// <summary>The account can delete chats. Called for the command <c>delete-chat</c>; after it the user is taken out of the chat's room, as after <see cref="RemoteChatDeletion"/>.</summary>
public interface IDeletesChats
{
    /// <summary>
    /// Whether the account can delete this chat for the others in it, too. The host asks before it offers that and again before it does it; answer from
    /// memory. Where it is false nothing is ever deleted for everyone.
    /// </summary>
    bool CanDeleteForEveryone(ChatKey chat);

    /// <summary>
    /// Deletes a chat with all that was said in it; having deleted it succeeds. Who is in a group may stay in it: what is said there next begins a new room.
    /// What the network refuses is thrown as <see cref="BridgeException"/>, whose words the user reads, and the room stays.
    /// </summary>
    /// <param name="forEveryone">For all who are in it; else on the account's own devices only.</param>
    Task DeleteChatAsync(ChatKey chat, bool forEveryone, CancellationToken cancellationToken);
}
