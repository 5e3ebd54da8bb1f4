using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.DoublePuppets;
using Bridges.Core.Ghosts;
using Bridges.Core.Identity;
using Bridges.Core.Rooms;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Portals.Looks;

/// <summary>
/// Gives a room its name, topic or picture, in the name of who gave it to the chat. Where nobody knows who that was, where they
/// have gone since or where the room does not let them, the bot does it: nobody is named who did not do it.
/// </summary>
internal sealed class LookWriter(AccountRegistry accounts, AccountChats chats, GhostRegistry ghosts, DoublePuppetRegistry doublePuppets, HomeserverClients clients)
{
    /// <summary>What the room shows already is not written again: somebody here may have brought it about.</summary>
    /// <exception cref="MatrixException">The homeserver does not let the bot.</exception>
    public async Task WriteAsync(
        RunningAccount account, PortalRow wanted, ChatDetails details, string type, RemoteUserId? author, CancellationToken cancellationToken)
    {
        var (room, value) = (new RoomId(wanted.RoomId!), RoomLook.ValueOf(type, wanted));
        if (RoomLook.ValueIn(type, await clients.Main.GetStateAsync(actingAs: null, room, type, "", cancellationToken)) == value)
        {
            return;
        }

        if (author is not { } person
            || await SenderAsync(account, details, person, cancellationToken) is not { } sender
            || !await TryAsync(sender, room, type, Marked(wanted, type, value), cancellationToken))
        {
            await clients.Main.SendStateAsync(actingAs: null, room, type, "", RoomLook.Content(type, value), cancellationToken);
        }
    }

    /// <summary>Null: not to be named.</summary>
    private async ValueTask<MatrixSender?> SenderAsync(RunningAccount account, ChatDetails details, RemoteUserId author, CancellationToken cancellationToken)
    {
        if (accounts.OfMember(account, details.Key, author) is { } own)
        {
            return await chats.IsInRoomAsync(own, details.Key, cancellationToken) ? await doublePuppets.FindAsync(own.Owner, cancellationToken) : null;
        }

        try
        {
            return details.Members.Any(member => member.User == author) ? await ghosts.MeetAsync(account, author, cancellationToken) : null;
        }
        catch (Exception exception) when (exception is BridgeException { Kind: FailureKind.Permanent } or MatrixException { IsTransient: false })
        {
            // They can be no user of the homeserver.
            return null;
        }
    }

    private async Task<bool> TryAsync(MatrixSender sender, RoomId room, string type, JsonObject content, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Main.AsMemberAsync(room, sender, who => who.Client.SendStateAsync(who.User, room, type, "", content, cancellationToken), cancellationToken);
            return true;
        }
        catch (MatrixException exception) when (doublePuppets.Refused(sender, exception) || !exception.IsTransient)
        {
            return false;
        }
    }

    /// <summary>What is done in a user's own name comes back as theirs, and must not be taken for a wish of theirs.</summary>
    private static JsonObject Marked(PortalRow portal, string type, string value)
    {
        var content = RoomLook.Content(type, value);
        content[BridgeMark.Key] = BridgeMark.Look(portal, type).Alone()[BridgeMark.Key]!.DeepClone();
        return content;
    }
}
