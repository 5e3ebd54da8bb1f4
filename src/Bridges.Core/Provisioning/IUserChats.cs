using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>Which chats of a user's accounts are on Matrix. Shows and changes nothing of anybody else's.</summary>
public interface IUserChats
{
    /// <summary>The chats of a user's running accounts, by name: those that had to do with Matrix, and the most recent ones that the network lists.</summary>
    /// <param name="asksNetworks">False: only those that had to do with Matrix. For whoever wants to know if something has changed here.</param>
    Task<IReadOnlyList<UserChat>> ListAsync(UserId user, bool asksNetworks, CancellationToken cancellationToken);

    /// <summary>
    /// Switches a chat off: its owner is taken out of the room, which is closed where nobody else reads it, and nothing of the chat
    /// comes to Matrix by this account any more.
    /// </summary>
    /// <exception cref="NoSuchAccountException">The user has no such account.</exception>
    /// <exception cref="BridgeException">The chat is none that the account may read.</exception>
    Task SwitchOffAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, CancellationToken cancellationToken);

    /// <summary>Switches a chat on: it gets its room as soon as its turn comes, and its owner comes in.</summary>
    /// <param name="messages">
    /// How many of its last messages its room begins with: at most as many as the configuration lets users choose at the login;
    /// null: as many as at the login. A chat of which messages came already goes on behind them.
    /// </param>
    /// <exception cref="NoSuchAccountException">The user has no such account.</exception>
    /// <exception cref="BridgeException">The chat is none that the account may read, or its past cannot be had.</exception>
    Task SwitchOnAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, int? messages, CancellationToken cancellationToken);

    /// <summary>Brings older messages of a chat into its room, below what is there; at most as many as the configuration lets users choose at the login.</summary>
    /// <exception cref="NoSuchAccountException">The user has no such account.</exception>
    /// <exception cref="BridgeException">The user is not in a room of that chat, or its network has no past to give.</exception>
    Task<OlderHistory> BringOlderAsync(UserId user, NetworkId network, AccountId account, ChatKey chat, int count, CancellationToken cancellationToken);

    /// <summary>Waits until the older messages that are on their way are in the room.</summary>
    /// <returns>False where they are not within the time.</returns>
    Task<bool> ArrivedAsync(OlderHistory older, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>The rule of an account.</summary>
    /// <exception cref="NoSuchAccountException">The user has no such account.</exception>
    Task<ChatRule> RuleAsync(UserId user, NetworkId network, AccountId account, CancellationToken cancellationToken);

    /// <summary>Gives an account a rule. Chats that have rooms keep them.</summary>
    /// <exception cref="NoSuchAccountException">The user has no such account.</exception>
    Task SetRuleAsync(UserId user, NetworkId network, AccountId account, ChatRule rule, CancellationToken cancellationToken);
}
