using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Views;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Sending, forwarding, editing and deleting.</summary>
internal sealed class SendingMethods(WorldState world, PeerReader peers, MediaReader media) : IMethodGroup
{
    public void AddTo(MethodTable table)
    {
        table.Add("messages.sendMessage", Send);
        table.Add("messages.sendMedia", Send);
        table.Add("messages.uploadMedia", Upload);
        table.Add("messages.sendMultiMedia", SendAlbum);
        table.Add("messages.forwardMessages", Forward);
        table.Add("messages.editMessage", call => call.Query.Has("media") ? EditMedia(call) : Edit(call));
        table.Add("messages.deleteMessages", Delete);
        table.Add("channels.deleteMessages", DeleteInChannel);
        table.Add("messages.deleteHistory", DeleteHistory);
    }

    private static TlObject Affected((int Pts, int Count) moved) =>
        new("messages.affectedMessages") { ["pts"] = moved.Pts, ["pts_count"] = moved.Count };

    private TlObject Send(CallContext call)
    {
        var (caller, query) = (call.Caller, call.Query);
        var chat = peers.Chat(query.Object("peer"), caller);
        var randomId = query.Long("random_id");
        if (caller.Mailbox.SentByRandomId.TryGetValue(randomId, out var sentBefore))
        {
            return world.Publisher.Wrap(caller, SentAgain(sentBefore, caller, randomId));
        }

        var reply = query["reply_to"] as TlObject;
        var draft = new MessageDraft
        {
            Text = query.Text("message"),
            Entities = EntityView.Read(query.Objects("entities"), world.People, caller),
            IsSilent = query.Flag("silent"),
            ReplyTo = reply is null ? null : Replied(reply, chat, caller),
            Quote = reply?.Has("quote_text") == true ? ReadQuote(reply) : null,
            Media = query["media"] is TlObject content ? media.Read(content, caller) : null,
        };
        if (query.Has("schedule_date"))
        {
            var (kept, news) = world.Scheduling.Keep(caller, chat, draft, DateTimeOffset.FromUnixTimeSeconds(query.Int("schedule_date")));
            return world.Publisher.Wrap(caller, [UpdateView.SentAs(kept, caller, randomId), .. news]);
        }

        var (message, updates) = world.Messaging.Send(caller, chat, draft, call.Session);
        caller.Mailbox.SentByRandomId[randomId] = message;
        return world.Publisher.Wrap(caller, [UpdateView.SentAs(message, caller, randomId), .. updates.For(caller)]);
    }

    /// <summary>Clients bring the parts of an album up one by one, then send them together.</summary>
    private TlObject Upload(CallContext call)
    {
        var kept = world.Files.KeepUpload(media.Read(call.Query.Object("media"), call.Caller));
        return MediaView.Uploaded(kept, world.Date, world.Files.Reference);
    }

    private TlObject SendAlbum(CallContext call)
    {
        var (caller, query) = (call.Caller, call.Query);
        var chat = peers.Chat(query.Object("peer"), caller);
        var reply = query["reply_to"] as TlObject;
        var album = world.Messaging.NewAlbumId();
        var updates = new List<TlObject>();
        foreach (var part in query.Objects("multi_media"))
        {
            var randomId = part.Long("random_id");
            if (caller.Mailbox.SentByRandomId.TryGetValue(randomId, out var sentBefore))
            {
                updates.AddRange(SentAgain(sentBefore, caller, randomId));
                continue;
            }

            var draft = new MessageDraft
            {
                Text = part.Text("message"),
                Entities = EntityView.Read(part.Objects("entities"), world.People, caller),
                IsSilent = query.Flag("silent"),
                ReplyTo = reply is null ? null : Replied(reply, chat, caller),
                Media = media.Read(part.Object("media"), caller),
                AlbumId = album,
            };
            var (message, sent) = world.Messaging.Send(caller, chat, draft, call.Session);
            caller.Mailbox.SentByRandomId[randomId] = message;
            updates.Add(UpdateView.SentAs(message, caller, randomId));
            updates.AddRange(sent.For(caller));
        }

        return world.Publisher.Wrap(caller, updates);
    }

    private TlObject EditMedia(CallContext call)
    {
        var (caller, query) = (call.Caller, call.Query);
        var message = PeerReader.Message(peers.Chat(query.Object("peer"), caller), query.Int("id"), caller);
        if (query.Object("media") is { Name: "inputMediaPoll" } poll && poll.Object("poll").Flag("closed"))
        {
            world.Voting.Close(caller, message);
            return world.Publisher.Wrap(caller, [PollView.Changed(Voting.PollOf(message, caller), caller)]);
        }

        var updates = world.MediaChanges.Replace(
            caller,
            message,
            media.Read(query.Object("media"), caller),
            query.Has("message") ? query.Text("message") : null,
            EntityView.Read(query.Objects("entities"), world.People, caller),
            call.Session);
        return world.Publisher.Wrap(caller, updates.For(caller));
    }

    private static List<TlObject> SentAgain(Message message, Person caller, long randomId)
    {
        var log = message.Chat is Channel channel ? channel.Log : caller.Log;
        var added = log.FindAdded(message);
        return [UpdateView.SentAs(message, caller, randomId), UpdateView.Render(added, caller)];
    }

    private Message Replied(TlObject reply, Chat chat, Person caller)
    {
        var repliedChat = reply["reply_to_peer_id"] is TlObject peer ? peers.Chat(peer, caller) : chat;
        return PeerReader.Message(repliedChat, reply.Int("reply_to_msg_id"), caller);
    }

    private Quote ReadQuote(TlObject reply) => new(reply.Text("quote_text"), reply.Int("quote_offset"))
    {
        Entities = EntityView.Read(reply.Objects("quote_entities"), world.People),
    };

    private TlObject Forward(CallContext call)
    {
        var (caller, query) = (call.Caller, call.Query);
        var from = peers.Chat(query.Object("from_peer"), caller);
        var to = peers.Chat(query.Object("to_peer"), caller);
        var updates = new List<TlObject>();
        foreach (var (id, randomId) in query.Ints("id").Zip(query.Longs("random_id")))
        {
            if (caller.Mailbox.SentByRandomId.TryGetValue(randomId, out var sentBefore))
            {
                updates.AddRange(SentAgain(sentBefore, caller, randomId));
                continue;
            }

            var (message, sent) = world.Messaging.Forward(caller, PeerReader.Message(from, id, caller), to, call.Session);
            caller.Mailbox.SentByRandomId[randomId] = message;
            updates.Add(UpdateView.SentAs(message, caller, randomId));
            updates.AddRange(sent.For(caller));
        }

        return world.Publisher.Wrap(caller, updates);
    }

    private TlObject Edit(CallContext call)
    {
        var (caller, query) = (call.Caller, call.Query);
        var message = PeerReader.Message(peers.Chat(query.Object("peer"), caller), query.Int("id"), caller);
        var entities = EntityView.Read(query.Objects("entities"), world.People, caller);
        var updates = world.Messaging.Edit(caller, message, query.Text("message"), entities, call.Session, query.Flag("no_webpage"));
        return world.Publisher.Wrap(caller, updates.For(caller));
    }

    private TlObject Delete(CallContext call)
    {
        var messages = call.Query.Ints("id").Select(call.Caller.Mailbox.Find).OfType<Message>().ToList();
        return Affected(world.Messaging.Delete(call.Caller, messages, call.Query.Flag("revoke"), call.Session));
    }

    private TlObject DeleteInChannel(CallContext call)
    {
        var channel = peers.Channel(call.Query.Object("channel"), call.Caller);
        var messages = call.Query.Ints("id").Select(channel.Find).OfType<Message>().ToList();
        return Affected(messages.Count == 0
            ? (channel.Log.Pts, 0)
            : world.Messaging.Delete(call.Caller, messages, forEveryone: true, call.Session));
    }

    private TlObject DeleteHistory(CallContext call)
    {
        var caller = call.Caller;
        var chat = peers.Chat(call.Query.Object("peer"), caller);
        var maxId = call.Query.Int("max_id");
        var messages = chat.AllMessages.Where(message => maxId == 0 || message.IdFor(caller) <= maxId).ToList();
        var (pts, count) = world.Messaging.Delete(caller, messages, call.Query.Flag("revoke") && chat is PrivateChat, call.Session);
        return new TlObject("messages.affectedHistory") { ["pts"] = pts, ["pts_count"] = count };
    }
}
