using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>
/// What users do with their accounts, for the provisioning API and the page; the bot's commands do the same. Every member takes
/// the Matrix user for whom it is done, and shows and changes nothing of anybody else's. Expected failures are
/// <see cref="BridgeException"/>s, whose text is for the user.
/// </summary>
public interface IUserAccounts
{
    /// <summary>The networks that may be logged in to.</summary>
    IReadOnlyList<NetworkDescription> Networks { get; }

    PermissionLevel LevelOf(UserId user);

    /// <summary>The ways to log in to a network; none where it is not there.</summary>
    IReadOnlyList<LoginFlow> FlowsOf(NetworkId network);

    /// <summary>A user's accounts, those that do not run just now too.</summary>
    Task<IReadOnlyList<AccountOverview>> AccountsOfAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>The room in which a user talks with the bot; null where there is none yet.</summary>
    Task<RoomId?> ManagementRoomAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Begins a login and comes to its first step.</summary>
    /// <param name="replaces">An account of the user's that is to be logged in to again; null for a new one.</param>
    /// <param name="amount">How much of the account's past the user wants; null: as usual.</param>
    Task<LoginSession> BeginLoginAsync(UserId user, NetworkId network, string flow, AccountId? replaces, HistoryAmount? amount, CancellationToken cancellationToken);

    /// <summary>A login that is under way or has just ended; null where this user has none such.</summary>
    LoginSession? FindLogin(UserId user, string id);

    /// <summary>Ends a login on the network.</summary>
    /// <returns>False where the user has no such account.</returns>
    Task<bool> LogoutAsync(UserId user, NetworkId network, AccountId account, CancellationToken cancellationToken);
}
