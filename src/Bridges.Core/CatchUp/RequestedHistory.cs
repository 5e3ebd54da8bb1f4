using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Caching;
using Bridges.Core.FromNetwork;
using Bridges.Core.JournalRows;
using Bridges.Storage;

namespace Bridges.Core.CatchUp;

/// <summary>How many older messages of which chat users asked for, while their network has not sent them. It may take its time, over restarts.</summary>
internal sealed class RequestedHistory(Database database, SettingTable settings, MessageTable messages, Journal journal)
{
    private readonly KeyedGate<(NetworkId, AccountId)> _gate = new();

    public Task AddAsync(RunningAccount account, ChatKey chat, int count, CancellationToken cancellationToken) => ChangeAsync(account, chat, _ => count, cancellationToken);

    /// <summary>So many fewer are still to come; none, where there is nothing older.</summary>
    public Task CameAsync(RunningAccount account, ChatKey chat, int count, bool isLast, CancellationToken cancellationToken) =>
        ChangeAsync(account, chat, before => isLast ? 0 : before - count, cancellationToken);

    /// <summary>How many are still to come; 0: nobody asked.</summary>
    public async Task<int> CountAsync(RunningAccount account, ChatKey chat, CancellationToken cancellationToken) =>
        (await ReadAsync(account, cancellationToken)).GetValueOrDefault(chat.ToString());

    /// <summary>
    /// So many of those that were said before the first message that was bridged of their chat, the last ones; oldest first. What is on its way into the
    /// room is among neither.
    /// </summary>
    public async Task<IReadOnlyList<RemoteMessage>> OlderAsync(
        RunningAccount account, ChatKey chat, IReadOnlyList<RemoteMessage> all, int count, CancellationToken cancellationToken)
    {
        var first = await messages.OldestAsync(account.Network, chat, cancellationToken);
        var oldest = first?.Timestamp ?? long.MaxValue;
        var older = new List<RemoteMessage>();
        foreach (var message in all.Where(message => message.Timestamp.ToUnixTimeMilliseconds() <= oldest).Reverse())
        {
            if (older.Count == count)
            {
                break;
            }

            if (FormerMessages.BelongsHere(message.Id, first) && !await IsKnownAsync(account.Network, message, cancellationToken))
            {
                older.Add(message);
            }
        }

        older.Reverse();
        return older;
    }

    private async Task<bool> IsKnownAsync(NetworkId network, RemoteMessage message, CancellationToken cancellationToken) =>
        await journal.FindBySourceAsync(network, SourceKeys.Of(network, message.Chat, message.DeduplicationKey!), cancellationToken) is not null
        || (await messages.ByRemoteAsync(network, message.Chat, message.Id, cancellationToken)).Count > 0;

    private async Task ChangeAsync(RunningAccount account, ChatKey chat, Func<int, int> change, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync((account.Network, account.Id), cancellationToken);
        var counts = await ReadAsync(account, cancellationToken);
        var count = change(counts.GetValueOrDefault(chat.ToString()));
        if (count > 0)
        {
            counts[chat.ToString()] = count;
        }
        else if (!counts.Remove(chat.ToString()))
        {
            return;
        }

        var key = AccountSettings.RequestedHistory(account.Network, account.Id);
        await database.WriteAsync([SettingTable.Set(key, JsonSerializer.Serialize(counts, RequestedHistoryJson.Default.DictionaryStringInt32))], cancellationToken: cancellationToken);
    }

    private async Task<Dictionary<string, int>> ReadAsync(RunningAccount account, CancellationToken cancellationToken) =>
        await settings.GetAsync(AccountSettings.RequestedHistory(account.Network, account.Id), cancellationToken) is { } json
            ? JsonSerializer.Deserialize(json, RequestedHistoryJson.Default.DictionaryStringInt32)!
            : [];
}

[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class RequestedHistoryJson : JsonSerializerContext;
