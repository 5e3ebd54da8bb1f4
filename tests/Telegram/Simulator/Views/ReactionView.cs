using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Reactions as a person sees them: in a broadcast channel only how many.</summary>
internal static class ReactionView
{
    private const int ShownWithMessage = 3;

    /// <summary>Null where there are none.</summary>
    public static TlObject? Of(Message message, Person viewer)
    {
        if (message.AllReactions.Count == 0)
        {
            return null;
        }

        var all = message.AllReactions.SelectMany(own => own.Value.Reactions.Select((reaction, order) => (Person: own.Key, Reaction: reaction, Order: order)));
        return new TlObject("messageReactions")
        {
            ["can_see_list"] = IsOpen(message),
            ["results"] = all.GroupBy(given => given.Reaction).OrderByDescending(group => group.Count()).Select(group => new TlObject("reactionCount")
            {
                ["reaction"] = Of(group.Key),
                ["count"] = group.Count(),
                ["chosen_order"] = group.Where(given => given.Person == viewer).Select(given => (int?)given.Order).FirstOrDefault(),
            }).ToArray(),
            ["recent_reactions"] = IsOpen(message) ? Given(message, viewer).Take(ShownWithMessage).ToArray() : null,
        };
    }

    public static TlObject Changed(Message message, Person viewer) => new("updateMessageReactions")
    {
        ["peer"] = PeerView.Of(message.Chat, viewer),
        ["msg_id"] = message.IdFor(viewer),
        ["reactions"] = Of(message, viewer) ?? new TlObject("messageReactions"),
    };

    /// <summary>Who put what, the latest first.</summary>
    public static IEnumerable<TlObject> Given(Message message, Person viewer) => message.AllReactions
        .OrderByDescending(own => own.Value.Date)
        .SelectMany(own => own.Value.Reactions.Select(reaction => new TlObject("messagePeerReaction")
        {
            ["my"] = own.Key == viewer,
            ["peer_id"] = PeerView.Of(own.Key),
            ["date"] = (int)own.Value.Date.ToUnixTimeSeconds(),
            ["reaction"] = Of(reaction),
        }));

    public static TlObject Of(Reaction reaction) => reaction.CustomEmoji != 0
        ? new TlObject("reactionCustomEmoji") { ["document_id"] = reaction.CustomEmoji }
        : new TlObject("reactionEmoji") { ["emoticon"] = reaction.Emoji };

    /// <summary>What may be put to the messages of a group.</summary>
    public static TlObject Allowed(GroupChat group) => group.AllowedReactions switch
    {
        null => new TlObject("chatReactionsAll") { ["allow_custom"] = true },
        { Count: 0 } => new TlObject("chatReactionsNone"),
        { } some => new TlObject("chatReactionsSome") { ["reactions"] = some.Select(emoji => Of(new Reaction(emoji))).ToArray() },
    };

    public static bool IsOpen(Message message) => message.Chat is not Channel { IsBroadcast: true };
}
