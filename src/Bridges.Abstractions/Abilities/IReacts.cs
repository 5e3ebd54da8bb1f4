namespace Bridges.Abstractions;

/// <summary>The account can react to messages.</summary>
public interface IReacts
{
    /// <summary>Which reactions the chat takes. Called before each reaction; the host does not remember the answer.</summary>
    Task<ReactionRules> GetReactionRulesAsync(ChatKey chat, CancellationToken cancellationToken);

    /// <summary>Replaces the account's reactions on a message; called in the chat's order, and perhaps again after a crash. Setting what is set already succeeds.</summary>
    /// <exception cref="BridgeException">Transient: tried again. Permanent: the reaction is taken back in the room, and its author told.</exception>
    Task ReactAsync(OutgoingReactions reactions, CancellationToken cancellationToken);
}
