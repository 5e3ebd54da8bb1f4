using Bridges.Abstractions;

namespace Bridges.Core.Commands.Groups;

/// <summary>Blocks somebody on the network, or takes that back: in a direct chat the other person.</summary>
internal abstract class BlockCommandBase(AccountChoice choice, NamedPeople people, bool blocks) : ChatCommand<IBlocksPeople>(choice)
{
    public override string Name => blocks ? "block" : "unblock";

    public override string Arguments => "[person]";

    public override string Help => blocks ? "in a chat's room: block the other person on the network, or the one you name" : "in a chat's room: take a block back";

    protected override string Missing => "People cannot be blocked from here on";

    protected override async Task RunAsync(CommandCall call, Place place, IBlocksPeople ability, CancellationToken cancellationToken)
    {
        var person = place is { Words: "", Portal.OtherUser: { } other }
            ? new RemoteUserId(other)
            : await people.FindAsync(call, place.Account, place.Portal.Chat, place.Words, cancellationToken);
        if (person is not { } user)
        {
            return;
        }

        await ability.SetBlockedAsync(user, blocks, cancellationToken);
        await call.Reply(blocks ? $"They are blocked on {place.Account.NetworkName}. {call.AsTyped("unblock")} takes it back." : $"They are no longer blocked on {place.Account.NetworkName}.");
    }
}

/// <inheritdoc/>
internal sealed class BlockCommand(AccountChoice choice, NamedPeople people) : BlockCommandBase(choice, people, blocks: true);

/// <inheritdoc/>
internal sealed class UnblockCommand(AccountChoice choice, NamedPeople people) : BlockCommandBase(choice, people, blocks: false);
