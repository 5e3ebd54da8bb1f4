using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>The chat list.</summary>
internal sealed class DialogMethods(WorldState world, PeerReader peers, UpdateMethods updates) : IMethodGroup
{
    private const int LargestPage = 100;

    public void AddTo(MethodTable table)
    {
        table.Add("messages.getDialogs", Dialogs);
        table.Add("messages.getPinnedDialogs", call => PeerDialogs(call.Caller, []));
        table.Add("messages.getPeerDialogs", call => PeerDialogs(
            call.Caller,
            [
                .. call.Query.Objects("peers")
                    .Where(peer => peer.Name == "inputDialogPeer")
                    .Select(peer => peers.Chat(peer.Object("peer"), call.Caller)),
            ]));
    }

    private static void Fill(TlObject answer, IReadOnlyList<Chat> chats, Person viewer)
    {
        answer["dialogs"] = chats.Select(chat => DialogView.Render(chat, viewer)).ToArray();
        answer["messages"] = chats.Select(chat => chat.LastVisibleTo(viewer)).OfType<Message>()
            .Select(message => MessageView.Render(message, viewer))
            .ToArray();
    }

    private TlObject Dialogs(CallContext call)
    {
        var viewer = call.Caller;
        var isArchive = call.Query.Int("folder_id") == KeepingView.ArchiveFolder;
        var listed = world.Chats.ListedFor(viewer)
            .Where(chat => viewer.Archive.Contains(chat) == isArchive)
            .OrderByDescending(chat => chat.LastVisibleTo(viewer)?.Date.ToUnixTimeSeconds())
            .ThenByDescending(chat => chat.LastVisibleTo(viewer)?.IdFor(viewer))
            .ThenByDescending(chat => PeerView.RankOf(chat, viewer))
            .ToList();
        var start = Start(call.Query, listed, viewer);
        var page = listed.Skip(start).Take(Math.Clamp(call.Query.Int("limit"), 1, LargestPage)).ToList();
        var isWhole = start == 0 && page.Count == listed.Count;
        var answer = new TlObject(isWhole ? "messages.dialogs" : "messages.dialogsSlice");
        if (!isWhole)
        {
            answer["count"] = listed.Count;
        }

        Fill(answer, page, viewer);
        return PeerCollector.Attach(answer, viewer, world);
    }

    private static int Start(TlObject query, List<Chat> listed, Person viewer)
    {
        var offset = query.Object("offset_peer");
        // Clients name the last chat of the page before without its access hash.
        if (listed.FindIndex(chat => IsNamed(PeerView.Of(chat, viewer), offset)) is >= 0 and var index)
        {
            return index + 1;
        }

        var date = query.Int("offset_date");
        return date == 0 ? 0 : listed.TakeWhile(chat => chat.LastVisibleTo(viewer)?.Date.ToUnixTimeSeconds() >= date).Count();
    }

    private static bool IsNamed(TlObject peer, TlObject input) =>
        peer.Fields.All(id => input.Fields.TryGetValue(id.Key, out var named) && Equals(id.Value, named));

    private TlObject PeerDialogs(Person viewer, IReadOnlyList<Chat> chats)
    {
        var answer = new TlObject("messages.peerDialogs") { ["state"] = updates.State(viewer, viewer.Log.Pts) };
        Fill(answer, chats, viewer);
        return PeerCollector.Attach(answer, viewer, world);
    }
}
