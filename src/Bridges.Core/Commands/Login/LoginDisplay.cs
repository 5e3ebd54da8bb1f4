using Bridges.Abstractions;
using Bridges.Core.Management;
using Bridges.Matrix;

namespace Bridges.Core.Commands.Login;

/// <summary>Shows the codes of one login: in one message, which each new code replaces and which goes when the login is over.</summary>
internal sealed class LoginDisplay(ManagementRooms rooms, QrPictures pictures, HomeserverClients clients)
{
    private EventId? _shown;

    public async Task ShowAsync(RoomId room, LoginStep.Display display, CancellationToken cancellationToken)
    {
        if (display.QrText is { } text)
        {
            _shown = await pictures.ShowAsync(room, text, display.Instructions, _shown, cancellationToken) is var sent && _shown is null ? sent : _shown;
            return;
        }

        var words = BotText.Of($"{display.Instructions}\n`{display.Code}`");
        if (_shown is { } before)
        {
            await rooms.CorrectAsync(room, before, words, cancellationToken);
        }
        else
        {
            _shown = await rooms.SayAsync(room, words, cancellationToken);
        }
    }

    public async Task TakeAwayAsync(RoomId room)
    {
        if (_shown is not { } shown)
        {
            return;
        }

        _shown = null;
        try
        {
            await clients.Main.RedactAsync(actingAs: null, room, shown, $"b{Guid.NewGuid():N}", reason: null, CancellationToken.None);
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException)
        {
            // A code that has been used, or that nobody waits for, opens nothing any more.
        }
    }
}
