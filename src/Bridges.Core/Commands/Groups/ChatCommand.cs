using Bridges.Core.Accounts;
using Bridges.Storage;

namespace Bridges.Core.Commands.Groups;

/// <summary>A command that does something with the chat in whose room it is said, by the sender's own account.</summary>
internal abstract class ChatCommand<TAbility>(AccountChoice choice) : ICommand
    where TAbility : class
{
    public abstract string Name { get; }

    public abstract string Arguments { get; }

    public abstract string Help { get; }

    public PermissionLevel LeastLevel => PermissionLevel.User;

    /// <summary>What is said where the network cannot do it, before its name: "Links cannot be made on".</summary>
    protected abstract string Missing { get; }

    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Portal is not { } portal)
        {
            await call.Reply("Please say that in the room of the chat that you mean.");
            return;
        }

        if (await choice.AbleAsync<TAbility>(call, Missing, cancellationToken) is var (account, ability, words))
        {
            await RunAsync(call, new Place(portal, account, words), ability, cancellationToken);
        }
    }

    protected abstract Task RunAsync(CommandCall call, Place place, TAbility ability, CancellationToken cancellationToken);

    /// <summary>Where the command is said, by which account, and what stands behind its name.</summary>
    protected sealed record Place(PortalRow Portal, RunningAccount Account, string Words);
}
