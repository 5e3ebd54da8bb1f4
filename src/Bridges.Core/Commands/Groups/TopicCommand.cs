using Bridges.Abstractions;
using Bridges.Core.Groups;

namespace Bridges.Core.Commands.Groups;

/// <summary>Says what a group is about.</summary>
internal sealed class TopicCommand(AccountChoice choice, GroupDeeds groups) : ChatCommand<IChangesChats>(choice)
{
    public override string Name => "topic";

    public override string Arguments => "[text]";

    public override string Help => "in a group's room: say what the group is about; nothing takes that away";

    protected override string Missing => GroupDeeds.NoTopics;

    protected override async Task RunAsync(CommandCall call, Place place, IChangesChats ability, CancellationToken cancellationToken)
    {
        await groups.SetTopicAsync(place.Account, place.Portal.Chat, place.Words, cancellationToken);
        await call.Reply(place.Words.Length == 0 ? "The group's description is gone." : "The group's description is changed.");
    }
}
