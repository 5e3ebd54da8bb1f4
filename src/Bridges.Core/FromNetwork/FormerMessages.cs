using Bridges.Abstractions;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork;

/// <summary>What was said in a chat before it moved to another key (see <see cref="RemoteMessageId.Former"/>).</summary>
internal static class FormerMessages
{
    /// <summary>
    /// Whether a message has its place in a chat's room. Each account may have its own numbers for what was said before the move: then the room knows those
    /// of the account in whose room the chat goes on, and what the others tell is the same said again.
    /// </summary>
    /// <param name="oldest">The oldest message that was bridged of the chat; null: none was.</param>
    public static bool BelongsHere(RemoteMessageId message, MessageRow? oldest) =>
        message.BeforeMove() is not { } before || oldest is null || oldest.Message.BeforeMove()?.Chat == before.Chat;
}
