using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.Views;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Reactions to messages.</summary>
internal sealed class Reacting(WorldState world)
{
    /// <summary>The emoji that everybody may use.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["👍", "👎", "❤", "🔥", "🎉", "😁", "😢", "🤔", "👏", "🤣"];

    /// <summary>A person's reactions are now these; more than they may have push out the oldest.</summary>
    public IReadOnlyList<TlObject> React(Person person, Message message, IReadOnlyList<Reaction> reactions, Session? origin)
    {
        if (!message.IsVisibleTo(person))
        {
            throw RpcException.BadRequest("MESSAGE_ID_INVALID");
        }

        if (reactions.FirstOrDefault(reaction => !IsAllowed(message.Chat, reaction)) is { Emoji: not null })
        {
            throw RpcException.BadRequest("REACTION_INVALID");
        }

        if (reactions.Count > LimitOf(person))
        {
            throw RpcException.BadRequest("REACTIONS_TOO_MANY");
        }

        message.SetReactions(person, reactions, world.Now);
        foreach (var viewer in message.Chat.Audience.Where(message.IsVisibleTo))
        {
            world.Publisher.Push(viewer, () => [ReactionView.Changed(message, viewer)], origin);
        }

        return [ReactionView.Changed(message, person)];
    }

    public static int LimitOf(Person person) => person.IsPremium ? 3 : 1;

    private static bool IsAllowed(Chat chat, Reaction reaction) =>
        chat is GroupChat { AllowedReactions: { } allowed } ? allowed.Contains(reaction.Emoji) : reaction.CustomEmoji != 0 || Usual.Contains(reaction.Emoji);
}
