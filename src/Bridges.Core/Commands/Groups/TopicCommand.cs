using Bridges.Abstractions;
using Bridges.Core.Portals;

namespace Bridges.Core.Commands.Groups;

/// <summary>Says what a group is about.</summary>
internal sealed class TopicCommand(AccountChoice choice, PortalUpkeep upkeep) : ChatCommand<IChangesChats>(choice)
{
    public override string Name => "topic";

    public override string Arguments => "[text]";

    public override string Help => "in a group's room: say what the group is about; nothing takes that away";

    protected override string Missing => "A group's description cannot be changed from here on";

    protected override async Task RunAsync(CommandCall call, Place place, IChangesChats ability, CancellationToken cancellationToken)
    {
        await ability.SetTopicAsync(place.Portal.Chat, place.Words, cancellationToken);
        upkeep.Compare(place.Account, place.Portal.Chat, soon: true);
        await call.Reply(place.Words.Length == 0 ? "The group's description is gone." : "The group's description is changed.");
    }
}
