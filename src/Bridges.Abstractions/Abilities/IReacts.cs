namespace Bridges.Abstractions;

/// <summary>The account can react to messages.</summary>
public interface IReacts
{
    /// <summary>Which reactions the chat takes. Called before each reaction; the host does not remember the answer.</summary>
    Task<ReactionRules> GetReactionRulesAsync(ChatKey chat, CancellationToken cancellationToken);

    /// <summary>Replaces the account's reactions on a message. Setting what is set already succeeds.</summary>
    Task ReactAsync(OutgoingReactions reactions, CancellationToken cancellationToken);
}
