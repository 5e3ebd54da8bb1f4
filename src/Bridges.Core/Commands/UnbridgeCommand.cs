using Bridges.Core.Portals.Users;

namespace Bridges.Core.Commands;

/// <summary>Switches a chat off: its caller leaves the room, and stays in the chat on its network.</summary>
internal sealed class UnbridgeCommand(AccountChoice choice, PortalExits exits) : ICommand
{
    public string Name => "unbridge";

    public string Arguments => "";

    public string Help => "in a chat's room: switch the chat off here; you stay in it on its network";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Portal is not { } portal)
        {
            await call.Reply("Please say that in the room of the chat that you want to switch off.");
            return;
        }

        if (await choice.OnlyAccountAsync(call, cancellationToken) is { } account)
        {
            await exits.SwitchedOffAsync(account, portal.Chat, cancellationToken);
        }
    }
}
