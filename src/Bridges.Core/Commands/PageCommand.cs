using Bridges.Core.Management;

namespace Bridges.Core.Commands;

/// <summary>Gives a link that opens the page. There is one only where the host serves the page.</summary>
internal sealed class PageCommand(IPageLinks links, ManagementRooms rooms) : ICommand
{
    public string Name => "page";

    public string Arguments => "";

    public string Help => "a link to the page where you log in, look after your accounts and see what did not get through";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        // Whoever reads the link first is who it lets in.
        if (call.Portal is not null || !await rooms.IsBetweenTwoAsync(call.Room, cancellationToken))
        {
            await call.Reply("Please ask for it in a room of just you and me: whoever opens the link is taken for you.");
            return;
        }

        await call.Reply($"{links.LinkFor(call.Sender)}\nIt works once, for five minutes, and is for you alone.");
    }
}
