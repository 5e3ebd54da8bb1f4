using Bridges.Core.DoublePuppets;
using Bridges.Core.Management;
using Bridges.Matrix;

namespace Bridges.Core.Commands.Login;

/// <summary>Takes passwords and codes out of the room in which they were typed.</summary>
internal sealed class LoginSecrets(DoublePuppetRegistry doublePuppets, ManagementRooms rooms, HomeserverClients clients)
{
    /// <summary>By the bot; where it may not, in the name of whoever typed it; where that does not work either, they are told to.</summary>
    public async Task TakeOutAsync(UserId author, RoomId room, EventId secret, CancellationToken cancellationToken)
    {
        if (await TryAsync(() => clients.Main.RedactAsync(actingAs: null, room, secret, $"b{Guid.NewGuid():N}", "secret", cancellationToken))
            || (await doublePuppets.FindAsync(author, cancellationToken) is { } puppet
                && await TryAsync(() => puppet.Client.RedactAsync(author, room, secret, $"b{Guid.NewGuid():N}", "secret", cancellationToken))))
        {
            return;
        }

        await rooms.SayAsync(room, "I may not remove messages in this room: please delete the one with your secret yourself.", cancellationToken);
    }

    private static async Task<bool> TryAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (MatrixException)
        {
            return false;
        }
    }
}
