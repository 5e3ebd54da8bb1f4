using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.FromNetwork.Pins;

/// <summary>Asks an account's network whether a message is pinned, where it can be asked.</summary>
internal sealed class PinChecks(TimeProvider time)
{
    /// <summary>As the network says that it is now.</summary>
    /// <param name="otherwise">What holds where it cannot be asked.</param>
    public async Task<bool> IsPinnedAsync(RunningAccount account, ChatKey chat, RemoteMessageId message, bool otherwise, CancellationToken cancellationToken)
    {
        if (account.Account is not IChecksPins checks)
        {
            return otherwise;
        }

        try
        {
            return await ModuleCalls.RunAsync(() => checks.IsPinnedAsync(chat, message, cancellationToken), ModulePatience.Receipt, time, cancellationToken);
        }
        catch (Exception exception) when (exception is BridgeException or TimeoutException)
        {
            return otherwise;
        }
    }
}
