using Bridges.Core.Management;

namespace Bridges.Core.Commands;

/// <summary>Gives a link that opens the page. There is one only where the host serves the page.</summary>
internal sealed class PageCommand(IPageLinks links, ManagementRooms rooms, RoomPrivacy privacy) : ICommand
{
    private const string OnThatMachineOnly = "\nIt opens on the bridge's own machine only: its admin has not said (`page.url`) how the page is reached from elsewhere.";

    public string Name => "page";

    public string Arguments => "";

    public string Help => "a link to the page where you log in, look after your accounts and see what did not get through";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        // Whoever reads the link first is who it lets in.
        var room = call.Portal is null && await privacy.WhyNotAsync(call.Room, call.Sender, cancellationToken) is null
            ? call.Room
            : await rooms.PrivateRoomAsync(call.Sender, cancellationToken);
        var link = links.LinkFor(call.Sender);
        await rooms.SayAsync(room, BotText.Of($"{link}") + "\nIt works once, for five minutes, and is for you alone." + (link.IsLoopback ? OnThatMachineOnly : ""), cancellationToken);
        if (room != call.Room)
        {
            await call.Reply("I have sent the link to the room of just you and me.");
        }
    }
}
