using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>A line of a person's chat list.</summary>
internal static class DialogView
{
    public static TlObject Render(Chat chat, Person viewer)
    {
        var marks = chat.MarksOf(viewer);
        return new TlObject("dialog")
        {
            ["pinned"] = viewer.Favourites.Contains(chat),
            ["unread_mark"] = viewer.MarkedUnread.Contains(chat),
            ["peer"] = PeerView.Of(chat, viewer),
            ["top_message"] = chat.LastVisibleTo(viewer)?.IdFor(viewer) ?? 0,
            ["read_inbox_max_id"] = marks.Inbox,
            ["read_outbox_max_id"] = marks.Outbox,
            ["unread_count"] = chat.UnreadCountOf(viewer),
            ["notify_settings"] = KeepingView.Notifications(chat, viewer),
            ["folder_id"] = KeepingView.Folder(chat, viewer),
            ["pts"] = (chat as Channel)?.Log.Pts,
            ["ttl_period"] = chat.Timer is { } timer ? (int)timer.TotalSeconds : null,
        };
    }
}
