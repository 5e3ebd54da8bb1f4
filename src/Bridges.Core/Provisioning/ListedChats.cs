using System.Collections.Concurrent;
using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.Provisioning;

/// <summary>The chats that networks list of their accounts. An answer is kept for a moment: a view that is shown again and again asks no network each time.</summary>
internal sealed class ListedChats(TimeProvider time)
{
    private const int MostListed = 300;

    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(NetworkId, AccountId), Answer> _answers = new();

    /// <returns>None where the network lists none, or does not answer just now.</returns>
    public async Task<IReadOnlyList<ChatSummary>> OfAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        var key = (account.Network, account.Id);
        var now = time.GetUtcNow();
        if (_answers.TryGetValue(key, out var known) && known.By == account.Account && now - known.At < _kept)
        {
            return known.Chats;
        }

        if (account.Account is not IListsChats lister)
        {
            return [];
        }

        foreach (var (old, _) in _answers.Where(answer => now - answer.Value.At >= _kept))
        {
            _answers.TryRemove(old, out _);
        }

        try
        {
            var chats = await ModuleCalls.RunAsync(() => lister.ListChatsAsync(MostListed, cancellationToken), ModulePatience.Reading, time, cancellationToken);
            _answers[key] = new Answer(account.Account, now, chats);
            return chats;
        }
        catch (BridgeException)
        {
            return [];
        }
    }

    /// <param name="By">Who gave it: after another login the account is another.</param>
    private sealed record Answer(IAccount By, DateTimeOffset At, IReadOnlyList<ChatSummary> Chats);
}
