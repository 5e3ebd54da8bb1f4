using Bridges.Abstractions;
using Bridges.Core.Groups;

namespace Bridges.Core.Commands.Groups;

/// <summary>Gives a group another name.</summary>
internal sealed class RenameCommand(AccountChoice choice, GroupDeeds groups) : ChatCommand<IChangesChats>(choice)
{
    public override string Name => "rename";

    public override string Arguments => "<name>";

    public override string Help => "in a group's room: give the group another name";

    protected override string Missing => GroupDeeds.NoRenaming;

    protected override async Task RunAsync(CommandCall call, Place place, IChangesChats ability, CancellationToken cancellationToken)
    {
        if (place.Words.Length == 0)
        {
            await call.Reply("How is the group to be called?");
            return;
        }

        await groups.RenameAsync(place.Account, place.Portal.Chat, place.Words, cancellationToken);
        await call.Reply($"The group is called {place.Words} now.");
    }
}
