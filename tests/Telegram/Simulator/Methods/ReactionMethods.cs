using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Reactions.</summary>
internal sealed class ReactionMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("messages.sendReaction", Send);
        table.Add("messages.getMessagesReactions", Known);
        table.Add("messages.getMessageReactionsList", List);
        table.Add("messages.getAvailableReactions", _ => new TlObject("messages.availableReactions")
        {
            ["hash"] = 1,
            ["reactions"] = Reacting.Usual.Select(Available).ToArray(),
        });
    }

    private TlObject Available(string emoji)
    {
        TlObject Picture(string mimeType) =>
            DocumentView.Of(world.Files.Keep(new Media.Sticker(emoji) { MimeType = mimeType })!, world.Date, world.Files.Reference);
        var moving = Picture("application/x-tgsticker");
        return new TlObject("availableReaction")
        {
            ["reaction"] = emoji,
            ["title"] = emoji,
            ["static_icon"] = Picture("image/webp"),
            ["appear_animation"] = moving,
            ["select_animation"] = moving,
            ["activate_animation"] = moving,
            ["effect_animation"] = moving,
        };
    }

    private TlObject Send(CallContext call)
    {
        var reactions = call.Query.Objects("reaction").Where(reaction => reaction.Name != "reactionEmpty").Select(Read).ToList();
        var updates = world.Reacting.React(call.Caller, Message(call, call.Query.Int("msg_id")), reactions, call.Session);
        return world.Publisher.Wrap(call.Caller, updates);
    }

    private TlObject Known(CallContext call) => world.Publisher.Wrap(
        call.Caller,
        [.. call.Query.Ints("id").Select(id => ReactionView.Changed(Message(call, id), call.Caller))]);

    private TlObject List(CallContext call)
    {
        var message = Message(call, call.Query.Int("id"));
        if (!ReactionView.IsOpen(message))
        {
            throw RpcException.Forbidden("BROADCAST_FORBIDDEN");
        }

        var from = int.TryParse(call.Query.Text("offset"), out var offset) ? offset : 0;
        var all = ReactionView.Given(message, call.Caller).ToList();
        var page = all.Skip(from).Take(Math.Clamp(call.Query.Int("limit"), 1, 100)).ToArray();
        return PeerCollector.Attach(
            new TlObject("messages.messageReactionsList")
            {
                ["count"] = all.Count,
                ["reactions"] = page,
                ["next_offset"] = from + page.Length < all.Count ? $"{from + page.Length}" : null,
            },
            call.Caller,
            world);
    }

    private Message Message(CallContext call, int id) => PeerReader.Message(peers.Chat(call.Query.Object("peer"), call.Caller), id, call.Caller);

    private Reaction Read(TlObject reaction) => reaction.Name == "reactionCustomEmoji"
        ? new Reaction(world.Stickers.FindEmoji(reaction.Long("document_id"))?.Emoji ?? "", reaction.Long("document_id"))
        : new Reaction(reaction.Text("emoticon"));
}
