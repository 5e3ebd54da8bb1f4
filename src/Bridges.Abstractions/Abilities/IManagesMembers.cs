namespace Bridges.Abstractions;

/// <summary>
/// The account can bring people into a group and put them out; called for the commands <c>add</c>, <c>remove</c>, <c>ban</c>, <c>unban</c>,
/// <c>promote</c> and <c>demote</c> in the group's room, and where a member invites, removes, bans, lets back, promotes or demotes somebody in the room itself. A call may
/// come again after a crash: what is so already succeeds. What is refused is told in the room with the exception's text, and set back there.
/// </summary>
public interface IManagesMembers
{
    Task AddMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken);

    Task RemoveMemberAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken);

    Task UnbanMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken);

    /// <param name="role"><see cref="MemberRole.Administrator"/> or <see cref="MemberRole.Member"/>.</param>
    Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken);
}
