using Bridges.Abstractions;
using Bridges.Core.Portals.Users;

namespace Bridges.Core.Commands;

/// <summary>Leaves a chat on its network, and its room.</summary>
internal sealed class LeaveCommand(AccountChoice choice, PortalExits exits) : ICommand
{
    public string Name => "leave";

    public string Arguments => "";

    public string Help => "in a chat's room: leave the chat on its network";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Portal is not { } portal)
        {
            await call.Reply("Please say that in the room of the chat that you want to leave.");
            return;
        }

        if (await choice.AbleAsync<ILeavesChats>(call, "Chats cannot be left from here on", cancellationToken) is not var (account, leaver, _))
        {
            return;
        }

        await leaver.LeaveAsync(portal.Chat, cancellationToken);
        await exits.OutOfChatAsync(account, portal.Chat, $"You left this {account.NetworkName} chat.", cancellationToken);
    }
}
