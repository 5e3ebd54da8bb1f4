using Bridges.Abstractions;

namespace Bridges.Core.Groups;

/// <summary>What can be done to one person of a group.</summary>
/// <param name="Name">The command that calls it.</param>
/// <param name="Help">For the list of commands.</param>
/// <param name="Done">What is answered then.</param>
internal sealed record MemberDeed(string Name, string Help, string Done, Func<IManagesMembers, ChatKey, RemoteUserId, CancellationToken, Task> DoAsync)
{
    public static MemberDeed Add { get; } = new(
        "add", "bring somebody into the group", "They are in the group, or invited where they have to agree.", (members, chat, person, token) => members.AddMemberAsync(chat, person, token));

    public static MemberDeed Remove { get; } = new(
        "remove", "put somebody out of the group", "They are no longer in the group.", (members, chat, person, token) => members.RemoveMemberAsync(chat, person, ban: false, token));

    public static MemberDeed Ban { get; } = new(
        "ban", "put somebody out of the group for good", "They are banned from the group.", (members, chat, person, token) => members.RemoveMemberAsync(chat, person, ban: true, token));

    public static MemberDeed Unban { get; } = new(
        "unban", "let somebody come back who was banned", "They may come back.", (members, chat, person, token) => members.UnbanMemberAsync(chat, person, token));

    public static MemberDeed Promote { get; } = new(
        "promote", "make somebody an administrator", "They are an administrator now.", (members, chat, person, token) => members.SetRoleAsync(chat, person, MemberRole.Administrator, token));

    public static MemberDeed Demote { get; } = new(
        "demote", "make an administrator a member like the others", "They are a member like the others now.", (members, chat, person, token) => members.SetRoleAsync(chat, person, MemberRole.Member, token));

    public static IReadOnlyList<MemberDeed> All { get; } = [Add, Remove, Ban, Unban, Promote, Demote];
}
