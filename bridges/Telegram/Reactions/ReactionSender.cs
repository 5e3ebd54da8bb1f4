using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Reactions;

/// <summary>Puts the account's reactions to messages.</summary>
internal sealed class ReactionSender(AccountSession session, ChatFinder chats)
{
    private const int UsualLimit = 1;
    private const int PremiumLimit = 3;

    public async Task<ReactionRules> RulesAsync(ChatKey chat, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        var found = await chats.FindAsync(chat, cancellationToken);
        var known = await KnownAsync(StateReader.Chat(found), cancellationToken);
        var isPremium = client.State.Option("is_premium") == 1;
        return new ReactionRules
        {
            MaximumPerPerson = isPremium ? PremiumLimit : UsualLimit,
            Allowed = known.Emoji,
            TakesCustomEmoji = isPremium && known.TakesCustom,
        };
    }

    /// <summary>Adding one over the limit takes the oldest away, so that replacing is a single call.</summary>
    public async Task SetAsync(OutgoingReactions reactions, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        var chat = RemoteIds.Chat(reactions.Chat.Chat);
        await KnownAsync(StateReader.Chat(await chats.FindAsync(reactions.Chat, cancellationToken)), cancellationToken);
        var message = RemoteIds.Message(reactions.Target);
        var present = Own(await session.RequestAsync(MessageRequests.Get(chat, message), cancellationToken), client.State);
        var wanted = reactions.Reactions.Select(reaction => ReactionKeys.Normal(reaction.Key)).Distinct(StringComparer.Ordinal).ToList();
        var added = wanted.Except(present, StringComparer.Ordinal).ToList();
        var removed = present.Except(wanted, StringComparer.Ordinal).ToList();
        var limit = client.State.Option("is_premium") == 1 ? PremiumLimit : UsualLimit;
        foreach (var key in removed.Skip(limit == UsualLimit && added.Count > 0 ? removed.Count : 0))
        {
            await session.RequestAsync(Request("removeMessageReaction", chat, message, key), cancellationToken);
        }

        foreach (var key in added)
        {
            await session.RequestAsync(Request("addMessageReaction", chat, message, key), cancellationToken);
        }
    }

    /// <summary>Of a group TDLib knows what is allowed only after it has asked for the full description; before, its list is empty.</summary>
    private async Task<KnownReactions> KnownAsync(KnownChat chat, CancellationToken cancellationToken)
    {
        if (!chat.IsPrivate && FullInfo.Of(chat) is { } request)
        {
            await session.RequestAsync(request, cancellationToken);
        }

        // Not what the updates told: the answer to the request may overtake them.
        return StateReader.Reactions((await session.RequestAsync(TdJson.Request("getChat", ("chat_id", chat.Id)), cancellationToken)).Object("available_reactions"));
    }

    private static List<string> Own(JsonElement message, TdState state) =>
    [
        .. message.Object("interaction_info")?.Object("reactions")?.Items("reactions")
            .Where(reaction => reaction.Flag("is_chosen"))
            .Select(reaction => ReactionKeys.Read(reaction.Object("type"), state)?.Key)
            .OfType<string>()
            .Select(ReactionKeys.Normal) ?? [],
    ];

    private static JsonObject Request(string type, long chat, long message, string key) =>
        TdJson.Request(type, ("chat_id", chat), ("message_id", message), ("reaction_type", ReactionKeys.ToJson(key)));
}
