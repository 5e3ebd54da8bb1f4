using Bridges.Core.Management;
using Bridges.Matrix;

namespace Bridges.Core.Commands.Login;

/// <summary>Sees to it that nobody but its user reads what is said in a login.</summary>
internal sealed class LoginRooms(RoomPrivacy privacy, LoginSecrets secrets, ManagementRooms rooms)
{
    /// <summary>Why others could read what is said in a room; null where they cannot.</summary>
    public Task<string?> WhyNotPrivateAsync(RoomId room, UserId user, CancellationToken cancellationToken) => privacy.WhyNotAsync(room, user, cancellationToken);

    public Task TakeOutAsync(UserId author, RoomId room, EventId said, CancellationToken cancellationToken) => secrets.TakeOutAsync(author, room, said, cancellationToken);

    /// <summary>Takes out what was said in another room than the login's, and says there where it belongs.</summary>
    public async Task TakeOutElsewhereAsync(LoginConversation conversation, RoomId room, EventId said, CancellationToken cancellationToken)
    {
        await secrets.TakeOutAsync(conversation.Call.Sender, room, said, cancellationToken);
        await rooms.SayAsync(
            conversation.Room, "You wrote in another room while a login waits here, and I took that out again, as others may read it. Please answer here, or say `cancel`.", cancellationToken);
    }
}
