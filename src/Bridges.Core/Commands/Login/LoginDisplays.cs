using Bridges.Core.Management;

namespace Bridges.Core.Commands.Login;

/// <summary>Makes a display for each login.</summary>
internal sealed class LoginDisplays(ManagementRooms rooms, QrPictures pictures, HomeserverClients clients)
{
    public LoginDisplay Create() => new(rooms, pictures, clients);
}
