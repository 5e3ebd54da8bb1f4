using Bridges.Abstractions;
using Bridges.Core.Portals;

namespace Bridges.Core.Commands.Groups;

/// <summary>Does something to one person of a group.</summary>
internal abstract class MemberCommand(AccountChoice choice, NamedPeople people, PortalUpkeep upkeep) : ChatCommand<IManagesMembers>(choice)
{
    public override string Arguments => "<person>";

    protected override string Missing => "A group's members cannot be changed from here on";

    protected abstract string Done { get; }

    protected override async Task RunAsync(CommandCall call, Place place, IManagesMembers ability, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(call, place.Account, place.Portal.Chat, place.Words, cancellationToken) is not { } person)
        {
            return;
        }

        await ChangeAsync(ability, place.Portal.Chat, person, cancellationToken);
        upkeep.Compare(place.Account, place.Portal.Chat, soon: true);
        await call.Reply(Done);
    }

    protected abstract Task ChangeAsync(IManagesMembers members, ChatKey chat, RemoteUserId person, CancellationToken cancellationToken);
}

/// <summary>Brings somebody into a group.</summary>
internal sealed class AddCommand(AccountChoice choice, NamedPeople people, PortalUpkeep upkeep) : MemberCommand(choice, people, upkeep)
{
    public override string Name => "add";

    public override string Help => "in a group's room: bring somebody into the group";

    protected override string Done => "They are in the group, or invited where they have to agree.";

    protected override Task ChangeAsync(IManagesMembers members, ChatKey chat, RemoteUserId person, CancellationToken cancellationToken) =>
        members.AddMemberAsync(chat, person, cancellationToken);
}

/// <summary>Puts somebody out of a group.</summary>
internal sealed class RemoveCommand(AccountChoice choice, NamedPeople people, PortalUpkeep upkeep) : MemberCommand(choice, people, upkeep)
{
    public override string Name => "remove";

    public override string Help => "in a group's room: put somebody out of the group";

    protected override string Done => "They are no longer in the group.";

    protected override Task ChangeAsync(IManagesMembers members, ChatKey chat, RemoteUserId person, CancellationToken cancellationToken) =>
        members.RemoveMemberAsync(chat, person, ban: false, cancellationToken);
}

/// <summary>Puts somebody out of a group for good.</summary>
internal sealed class BanCommand(AccountChoice choice, NamedPeople people, PortalUpkeep upkeep) : MemberCommand(choice, people, upkeep)
{
    public override string Name => "ban";

    public override string Help => "in a group's room: put somebody out of the group for good";

    protected override string Done => "They are banned from the group.";

    protected override Task ChangeAsync(IManagesMembers members, ChatKey chat, RemoteUserId person, CancellationToken cancellationToken) =>
        members.RemoveMemberAsync(chat, person, ban: true, cancellationToken);
}

/// <summary>Lets somebody come back who was banned.</summary>
internal sealed class UnbanCommand(AccountChoice choice, NamedPeople people, PortalUpkeep upkeep) : MemberCommand(choice, people, upkeep)
{
    public override string Name => "unban";

    public override string Help => "in a group's room: let somebody come back who was banned";

    protected override string Done => "They may come back.";

    protected override Task ChangeAsync(IManagesMembers members, ChatKey chat, RemoteUserId person, CancellationToken cancellationToken) =>
        members.UnbanMemberAsync(chat, person, cancellationToken);
}

/// <summary>Makes somebody an administrator of a group.</summary>
internal sealed class PromoteCommand(AccountChoice choice, NamedPeople people, PortalUpkeep upkeep) : MemberCommand(choice, people, upkeep)
{
    public override string Name => "promote";

    public override string Help => "in a group's room: make somebody an administrator";

    protected override string Done => "They are an administrator now.";

    protected override Task ChangeAsync(IManagesMembers members, ChatKey chat, RemoteUserId person, CancellationToken cancellationToken) =>
        members.SetRoleAsync(chat, person, MemberRole.Administrator, cancellationToken);
}

/// <summary>Makes an administrator of a group a member like the others.</summary>
internal sealed class DemoteCommand(AccountChoice choice, NamedPeople people, PortalUpkeep upkeep) : MemberCommand(choice, people, upkeep)
{
    public override string Name => "demote";

    public override string Help => "in a group's room: make an administrator a member like the others";

    protected override string Done => "They are a member like the others now.";

    protected override Task ChangeAsync(IManagesMembers members, ChatKey chat, RemoteUserId person, CancellationToken cancellationToken) =>
        members.SetRoleAsync(chat, person, MemberRole.Member, cancellationToken);
}
