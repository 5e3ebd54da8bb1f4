namespace Bridges.Abstractions;

/// <summary>The account can bring people into a group and put them out; called for invitations, kicks, bans and role changes on Matrix.</summary>
public interface IManagesMembers
{
    Task AddMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken);

    Task RemoveMemberAsync(ChatKey chat, RemoteUserId user, bool ban, CancellationToken cancellationToken);

    Task UnbanMemberAsync(ChatKey chat, RemoteUserId user, CancellationToken cancellationToken);

    Task SetRoleAsync(ChatKey chat, RemoteUserId user, MemberRole role, CancellationToken cancellationToken);
}
