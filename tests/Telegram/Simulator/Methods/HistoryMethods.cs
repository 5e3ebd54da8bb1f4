using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Reading what was written.</summary>
internal sealed class HistoryMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    private const int LargestPage = 100;

    public void AddTo(MethodTable table)
    {
        table.Add("messages.getHistory", History);
        table.Add("messages.getMessages", call => Known(
            call,
            new TlObject("messages.messages"),
            id => call.Caller.Mailbox.Find(id)));
        table.Add("channels.getMessages", call =>
        {
            var channel = peers.Channel(call.Query.Object("channel"), call.Caller);
            return Known(call, OfChannel(channel), channel.Find);
        });
        table.Add("messages.getMessagesViews", Views);
    }

    private static TlObject OfChannel(Channel channel) =>
        new("messages.channelMessages") { ["pts"] = channel.Log.Pts, ["count"] = channel.AllMessages.Count(message => !message.IsDeleted) };

    private TlObject History(CallContext call)
    {
        var (viewer, query) = (call.Caller, call.Query);
        var chat = peers.Chat(query.Object("peer"), viewer);
        var limit = Math.Clamp(query.Int("limit"), 0, LargestPage);
        var window = HistoryWindow.Of(chat.AllMessages, viewer, query.Int("offset_id"), query.Int("offset_date"), query.Int("add_offset"), limit);
        var (minId, maxId) = (query.Int("min_id"), query.Int("max_id"));
        var page = window.Where(message => message.IdFor(viewer) > minId && (maxId == 0 || message.IdFor(viewer) < maxId)).ToList();
        var total = chat.AllMessages.Count(message => message.IsVisibleTo(viewer));
        var answer = chat switch
        {
            Channel channel => OfChannel(channel),
            _ when page.Count == total => new TlObject("messages.messages"),
            _ => new TlObject("messages.messagesSlice") { ["count"] = total },
        };
        return Finish(answer, page.Select(message => MessageView.Render(message, viewer)), viewer);
    }

    private TlObject Known(CallContext call, TlObject answer, Func<int, Message?> find)
    {
        var messages = call.Query.Objects("id").Select(wanted =>
        {
            var id = wanted.Int("id");
            var message = wanted.Name == "inputMessageReplyTo" ? find(id)?.ReplyTo : find(id);
            return message?.IsVisibleTo(call.Caller) == true ? MessageView.Render(message, call.Caller) : MessageView.Missing(id);
        });
        return Finish(answer, messages, call.Caller);
    }

    private TlObject Views(CallContext call) => PeerCollector.Attach(
        new TlObject("messages.messageViews")
        {
            ["views"] = call.Query.Ints("id").Select(_ => new TlObject("messageViews") { ["views"] = 1, ["forwards"] = 0 }).ToArray(),
        },
        call.Caller,
        world);

    private TlObject Finish(TlObject answer, IEnumerable<TlObject> messages, Person viewer)
    {
        answer["messages"] = messages.ToArray();
        return PeerCollector.Attach(answer, viewer, world);
    }
}
