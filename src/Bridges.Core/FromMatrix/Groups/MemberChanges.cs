using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Lanes;
using Bridges.Core.Portals;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Groups;

/// <summary>Makes on the network what a member changed about its room, by that member's account. What the network refuses for good is told, and set back.</summary>
internal sealed class MemberChanges(SenderAccounts senders, RoomRulers rulers, Changes changes)
{
    /// <summary>Whether it was done by somebody whose doings are a matter of the room alone.</summary>
    public Task<bool> IsOfRoomAloneAsync(PortalRow portal, MatrixEvent roomEvent, CancellationToken cancellationToken) =>
        rulers.RulesAsync(portal, roomEvent.Sender, cancellationToken);

    /// <param name="change">Makes it on the network; it may be made again.</param>
    /// <param name="then">What follows once it is made.</param>
    public async Task<RowOutcome> MakeAsync(
        JournalRow row, PortalRow portal, MatrixEvent roomEvent, Func<RunningAccount, Task> change, Func<RunningAccount, Task<RowOutcome>> then, CancellationToken cancellationToken)
    {
        try
        {
            var account = await senders.RequireAsync(portal, roomEvent.Sender, cancellationToken);
            await changes.MakeAsync(row, account, portal.Chat, () => MakeAsync(account, change), cancellationToken);
            return await then(account);
        }
        catch (BridgeException refusal) when (refusal.Kind == FailureKind.Permanent)
        {
            return new RowOutcome.Refused(refusal.Message);
        }
    }

    private static async Task<bool> MakeAsync(RunningAccount account, Func<RunningAccount, Task> change)
    {
        await change(account);
        return true;
    }
}
