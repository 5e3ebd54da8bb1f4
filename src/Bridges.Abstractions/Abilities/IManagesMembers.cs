namespace Bridges.Abstractions;

/// <summary>The account can bring people into a group and put them out; called for the commands <c>add</c>, <c>remove</c>, <c>ban</c>, <c>unban</c>, <c>promote</c> and <c>demote</c> in the group's room.</summary>
public interface IManagesMembers
{
    Task AddMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken);

    Task RemoveMemberAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken);

    Task UnbanMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken);

    Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken);
}
