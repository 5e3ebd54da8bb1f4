using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.FromNetwork.Pins;

/// <summary>Asks an account's network whether a message is pinned, where it can be asked.</summary>
internal sealed class PinChecks(TimeProvider time)
{
    /// <summary>As the network says that it is now; as it told then, where it cannot be asked.</summary>
    public async Task<bool> IsPinnedAsync(RunningAccount account, RemotePin change, RemoteMessageId message, CancellationToken cancellationToken)
    {
        if (account.Account is not IChecksPins checks)
        {
            return change.IsPinned;
        }

        try
        {
            return await ModuleCalls.RunAsync(() => checks.IsPinnedAsync(change.Chat, message, cancellationToken), ModulePatience.Receipt, time, cancellationToken);
        }
        catch (Exception exception) when (exception is BridgeException or TimeoutException)
        {
            return change.IsPinned;
        }
    }
}
