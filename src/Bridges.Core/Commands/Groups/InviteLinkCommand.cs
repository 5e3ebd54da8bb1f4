using Bridges.Abstractions;

namespace Bridges.Core.Commands.Groups;

/// <summary>Tells the link by which people come into a group.</summary>
internal sealed class InviteLinkCommand(AccountChoice choice) : ChatCommand<ISharesInviteLinks>(choice)
{
    public override string Name => "invite-link";

    public override string Arguments => "[new]";

    public override string Help => "in a group's room: the link into the group; `new` makes the old one void";

    protected override string Missing => "Links into groups cannot be had from here on";

    protected override async Task RunAsync(CommandCall call, Place place, ISharesInviteLinks ability, CancellationToken cancellationToken)
    {
        if (place.Words is not ("" or "new"))
        {
            await call.Reply($"Say {call.AsTyped(Name)}, or {call.AsTyped($"{Name} new")} to make the old one void.");
            return;
        }

        var isNew = place.Words == "new";
        if (isNew)
        {
            await call.Begins(cancellationToken);
        }

        var link = await ability.GetInviteLinkAsync(place.Portal.Chat, isNew, cancellationToken);
        await call.Reply($"By this link people come into the group: {link}");
    }
}
