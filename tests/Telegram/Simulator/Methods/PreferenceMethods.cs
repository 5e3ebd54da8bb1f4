using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>A person's own settings, of which those for all chats are always the plain ones, and how they keep chats.</summary>
internal sealed class PreferenceMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("account.getNotifySettings", _ => new TlObject("peerNotifySettings"));
        table.Add("account.updateNotifySettings", Mute);
        table.Add("folders.editPeerFolders", Archive);
        table.Add("messages.toggleDialogPin", call => Mark(call, call.Caller.Favourites, call.Query.Flag("pinned")));
        table.Add("messages.markDialogUnread", call => Mark(call, call.Caller.MarkedUnread, call.Query.Flag("unread")));
        table.Add("messages.getDialogFilters", _ => new TlObject("messages.dialogFilters"));
    }

    private TlObject Mute(CallContext call)
    {
        if (call.Query.Object("peer") is { Name: "inputNotifyPeer" } of)
        {
            call.Caller.Mutes[peers.Chat(of.Object("peer"), call.Caller)] = call.Query.Object("settings").Int("mute_until");
        }

        return TlObject.Bool(true);
    }

    private TlObject Mark(CallContext call, HashSet<Chat> marked, bool isOn)
    {
        var chat = peers.Chat(call.Query.Object("peer").Object("peer"), call.Caller);
        _ = isOn ? marked.Add(chat) : marked.Remove(chat);
        return TlObject.Bool(true);
    }

    private TlObject Archive(CallContext call)
    {
        foreach (var moved in call.Query.Objects("folder_peers"))
        {
            var chat = peers.Chat(moved.Object("peer"), call.Caller);
            _ = moved.Int("folder_id") == KeepingView.ArchiveFolder ? call.Caller.Archive.Add(chat) : call.Caller.Archive.Remove(chat);
        }

        return world.Publisher.Wrap(call.Caller, []);
    }
}
