using Bridges.Abstractions;
using Bridges.Core.Groups;

namespace Bridges.Core.Commands.Groups;

/// <summary>Does something to one person of the group in whose room it is said.</summary>
internal sealed class MemberCommand(AccountChoice choice, NamedPeople people, GroupDeeds groups, MemberDeed deed) : ChatCommand<IManagesMembers>(choice)
{
    public override string Name => deed.Name;

    public override string Arguments => "<person>";

    public override string Help => $"in a group's room: {deed.Help}";

    protected override string Missing => GroupDeeds.NoMembers;

    protected override async Task RunAsync(CommandCall call, Place place, IManagesMembers ability, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(call, place.Account, place.Portal.Chat, place.Words, cancellationToken) is not { } person)
        {
            return;
        }

        await groups.ToMemberAsync(place.Account, place.Portal.Chat, deed, person, cancellationToken);
        await call.Reply(deed.Done);
    }
}
