using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.CatchUp;
using Bridges.Core.Ephemeral;
using Bridges.Core.FromNetwork;
using Bridges.Core.Management;
using Bridges.Core.Portals.Upkeep;
using Bridges.Storage;

namespace Bridges.Core;

/// <summary>Takes what accounts tell to those who know what to do with it.</summary>
internal sealed class AccountEvents(
    ReceivedEvents received, PushedHistory pushed, GapFinder gaps, RemoteTypingNotices typing, PeopleNews people, AccountRooms rooms, AccountStateNotices notices) : IAccountEvents
{
    public Task<long?> HoldAsync(RunningAccount account, RemoteEvent remoteEvent, CancellationToken cancellationToken) =>
        received.HoldAsync(account, remoteEvent, cancellationToken);

    public Task ReceivedAsync(RunningAccount account, IReadOnlyList<RemoteEvent> remoteEvents, IReadOnlyList<long> held, CancellationToken cancellationToken) =>
        received.TakeAsync(account, remoteEvents, held, cancellationToken);

    public Task HistoryReceivedAsync(RunningAccount account, RemoteHistory history, CancellationToken cancellationToken) =>
        pushed.TakeAsync(account, history, cancellationToken);

    public Task LookForGapAsync(RunningAccount account, CancellationToken session) => gaps.RunAsync(account, session);

    public void Typing(RunningAccount account, RemoteTyping shown) => typing.Show(account, shown);

    public void UserChanged(RunningAccount account, UserDetails user) => people.Changed(account, user);

    public Task UserMovedAsync(RunningAccount account, RemoteUserId from, RemoteUserId to, CancellationToken cancellationToken) =>
        people.MovedAsync(account, from, to, cancellationToken);

    public Task SelfChangedAsync(RunningAccount account, CancellationToken cancellationToken) => rooms.SelfChangedAsync(account, cancellationToken);

    public void StateChanged(RunningAccount account, AccountState before)
    {
        notices.Changed(account, before);
        rooms.StateChanged(account, before);
    }

    public void Notify(RunningAccount account, string text) => notices.Notify(account, text);

    public void Stalled(RunningAccount account) => notices.Stalled(account);

    public void WorksAgain(RunningAccount account) => notices.WorksAgain(account);

    public Task LoggedOutAsync(RunningAccount account, CancellationToken cancellationToken) => rooms.LoggedOutAsync(account, cancellationToken);

    public void CannotBeUsed(NetworkDescription network, AccountRow account) => notices.CannotBeUsed(network, account);

    public void CouldNotStart(NetworkDescription network, AccountRow account) => notices.CouldNotStart(network, account);
}
