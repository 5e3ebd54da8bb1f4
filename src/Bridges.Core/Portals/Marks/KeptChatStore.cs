using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Caching;
using Bridges.Storage;

namespace Bridges.Core.Portals.Marks;

/// <summary>What is remembered of how chats are kept: read once for each run of an account, written one chat at a time.</summary>
internal sealed class KeptChatStore(Database database, SettingTable settings)
{
    private readonly ConditionalWeakTable<RunningAccount, ConcurrentDictionary<ChatKey, KeptChat>> _read = [];
    private readonly KeyedGate<(NetworkId, AccountId)> _reading = new();

    /// <summary>The account's chats of which something is to be remembered.</summary>
    public async Task<IReadOnlyDictionary<ChatKey, KeptChat>> OfAsync(RunningAccount account, CancellationToken cancellationToken) => await ReadAsync(account, cancellationToken);

    /// <summary>Remembers how a chat is kept; of one that is kept like most there is nothing to remember.</summary>
    public async Task SetAsync(RunningAccount account, ChatKey chat, KeptChat kept, CancellationToken cancellationToken)
    {
        var all = await ReadAsync(account, cancellationToken);
        try
        {
            await database.WriteAsync([kept.IsOrdinary ? SettingTable.Remove(KeyOf(account, chat)) : Statement(account, kept)], cancellationToken: cancellationToken);
        }
        catch
        {
            // It may have been written all the same.
            _read.Remove(account);
            throw;
        }

        if (kept.IsOrdinary)
        {
            all.TryRemove(chat, out _);
        }
        else
        {
            all[chat] = kept;
        }
    }

    private async Task<ConcurrentDictionary<ChatKey, KeptChat>> ReadAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(account, out var known))
        {
            return known;
        }

        using var turn = await _reading.EnterAsync((account.Network, account.Id), cancellationToken);
        if (_read.TryGetValue(account, out known))
        {
            return known;
        }

        await DivideListAsync(account, cancellationToken);
        var rows = await settings.BeginningWithAsync(AccountSettings.KeptChat(account.Network, account.Id), cancellationToken);
        known = new ConcurrentDictionary<ChatKey, KeptChat>(rows.Select(row => JsonSerializer.Deserialize(row.Value, KeptChatsJson.Default.KeptChat)!).Select(kept => KeyValuePair.Create(kept.Key, kept)));
        _read.Add(account, known);
        return known;
    }

    /// <summary>Earlier versions kept one list of all chats.</summary>
    private async Task DivideListAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        var list = AccountSettings.KeptChats(account.Network, account.Id);
        if (await settings.GetAsync(list, cancellationToken) is { } json)
        {
            await database.WriteAsync(
                [.. JsonSerializer.Deserialize(json, KeptChatsJson.Default.ListKeptChat)!.Select(kept => Statement(account, kept)), SettingTable.Remove(list)], cancellationToken: cancellationToken);
        }
    }

    private static Statement Statement(RunningAccount account, KeptChat kept) =>
        SettingTable.Set(KeyOf(account, kept.Key), JsonSerializer.Serialize(kept, KeptChatsJson.Default.KeptChat));

    private static string KeyOf(RunningAccount account, ChatKey chat) =>
        $"{AccountSettings.KeptChat(account.Network, account.Id)}{(chat.Receiver is null ? "shared" : "own")}/{chat.Chat}";
}

[JsonSerializable(typeof(List<KeptChat>))]
[JsonSerializable(typeof(KeptChat))]
internal sealed partial class KeptChatsJson : JsonSerializerContext;
