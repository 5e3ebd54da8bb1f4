using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Caching;
using Bridges.Core.FromNetwork;
using Bridges.Core.Portals;
using Bridges.Storage;

namespace Bridges.Core.CatchUp;

/// <summary>
/// Takes the past that a network pushes of its own accord: of so many chats, the newest first, and of each so many of its last messages. What
/// is over that is left out, and nobody waits for it. What a user asked for comes beside that.
/// </summary>
internal sealed class PushedHistory(Database database, SettingTable settings, PortalRegistry portals, RemoteEventJournal journal, HistoryAmounts amounts, RequestedHistory requested)
{
    private readonly KeyedGate<(NetworkId, AccountId)> _gate = new();

    /// <summary>Completes when what is taken is on disk.</summary>
    public async Task TakeAsync(RunningAccount account, RemoteHistory history, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync((account.Network, account.Id), cancellationToken);
        if (await requested.CountAsync(account, history.Chat.Key, cancellationToken) is > 0 and var count)
        {
            await TakeRequestedAsync(account, history, count, cancellationToken);
            return;
        }

        var key = AccountSettings.PushedHistory(account.Network, account.Id);
        var taken = await settings.GetAsync(key, cancellationToken) is { } json ? JsonSerializer.Deserialize(json, PushedHistoryJson.Default.DictionaryStringInt32)! : [];
        var (chats, messages) = await amounts.OfAsync(account, cancellationToken);
        var chat = history.Chat.Key;
        if (!taken.TryGetValue(chat.ToString(), out var before)
            && taken.Count >= chats && await portals.FindAsync(account.Network, chat, cancellationToken) is not { RoomId: not null })
        {
            return;
        }

        // Told twice, one counts once.
        before += await journal.AppendAsync(account, [.. history.Messages.TakeLast(Math.Max(0, messages - before))], replayed: true, cancellationToken);
        taken[chat.ToString()] = before;
        await database.WriteAsync([SettingTable.Set(key, JsonSerializer.Serialize(taken, PushedHistoryJson.Default.DictionaryStringInt32))], cancellationToken: cancellationToken);
    }

    private async Task TakeRequestedAsync(RunningAccount account, RemoteHistory history, int count, CancellationToken cancellationToken)
    {
        var older = await requested.OlderAsync(account, history.Chat.Key, history.Messages, count, cancellationToken);
        var came = await journal.AppendAsync(account, [.. older], replayed: true, cancellationToken);
        await requested.CameAsync(account, history.Chat.Key, came, history.IsLast, cancellationToken);
    }
}

[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class PushedHistoryJson : JsonSerializerContext;
