using Bridges.Abstractions;

namespace Bridges.Core.Accounts;

/// <summary>Asks an account's network for single messages, where it can be asked.</summary>
internal static class MessageChecks
{
    /// <returns>Those that are not there any more; null where the network cannot be asked.</returns>
    public static async Task<IReadOnlySet<RemoteMessageId>?> FindGoneAsync(
        RunningAccount account, ChatKey chat, IReadOnlyList<RemoteMessageId> messages, TimeProvider time, CancellationToken cancellationToken) =>
        account.Account is IChecksMessages checks && messages.Count > 0
            ? await ModuleCalls.RunAsync(() => checks.FindGoneAsync(chat, messages, cancellationToken), ModulePatience.Reading, time, cancellationToken)
            : null;
}
