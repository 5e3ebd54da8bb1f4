using Bridges.Abstractions;

namespace Bridges.Core.Accounts;

/// <summary>
/// What the bridge makes of what accounts tell. Accounts know no more of it than this; whoever stands above implements it.
/// Called from the modules' threads.
/// </summary>
internal interface IAccountEvents
{
    /// <summary>Keeps an event that may not be journaled yet; completes when it is on disk.</summary>
    /// <returns>What to tell when it may; null where it is kept in memory only.</returns>
    Task<long?> HoldAsync(RunningAccount account, RemoteEvent remoteEvent, CancellationToken cancellationToken);

    /// <summary>Journals events, all of them or none. Their place in the order is that of the call; completes when they are on disk.</summary>
    /// <param name="held">What <see cref="HoldAsync"/> said of those that were held.</param>
    Task ReceivedAsync(RunningAccount account, IReadOnlyList<RemoteEvent> remoteEvents, IReadOnlyList<long> held, CancellationToken cancellationToken);

    /// <summary>Takes a piece of the past; completes when it is on disk.</summary>
    Task HistoryReceivedAsync(RunningAccount account, RemoteHistory history, CancellationToken cancellationToken);

    /// <summary>Looks for what was missed before the session, or while the connection was gone. Its events wait meanwhile.</summary>
    Task LookForGapAsync(RunningAccount account, CancellationToken session);

    void Typing(RunningAccount account, RemoteTyping typing);

    void UserChanged(RunningAccount account, UserDetails user);

    /// <summary>Completes when it is on disk that one person has another id from now on.</summary>
    Task UserMovedAsync(RunningAccount account, RemoteUserId from, RemoteUserId to, CancellationToken cancellationToken);

    /// <summary>The account has another id as a member of chats.</summary>
    Task SelfChangedAsync(RunningAccount account, CancellationToken cancellationToken);

    void StateChanged(RunningAccount account, AccountState before);

    void Notify(RunningAccount account, string text);

    /// <summary>The account says that it is connected, but its network no longer answers.</summary>
    void Stalled(RunningAccount account);

    /// <summary>The account's network answers: after a stall, and once after each start.</summary>
    void WorksAgain(RunningAccount account);

    /// <summary>The login is forgotten here: its owner reads on only where another account of theirs does.</summary>
    Task LoggedOutAsync(RunningAccount account, CancellationToken cancellationToken);

    /// <summary>A kept login whose secret was sealed with another key than the host has now.</summary>
    void CannotBeUsed(NetworkDescription network, Storage.AccountRow account);

    /// <summary>An account's module failed to start it. It rests, and is tried again.</summary>
    void CouldNotStart(NetworkDescription network, Storage.AccountRow account);
}
