using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>One call of a command.</summary>
/// <param name="Portal">The portal that it was said in; null in a management room.</param>
/// <param name="Words">What stood behind the command's name.</param>
/// <param name="Reply">Says something in the room.</param>
internal sealed record CommandCall(
    UserId Sender, PermissionLevel Level, RoomId Room, PortalRow? Portal, IReadOnlyList<string> Words, Func<string, Task> Reply)
{
    /// <summary>All words, as one text.</summary>
    public string Rest => string.Join(' ', Words);
}
