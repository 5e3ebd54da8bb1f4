using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;
using Bridges.Storage;

namespace Bridges.Core.Accounts;

/// <summary>How much of its past each account brings along: as its user chose at the login, else as the configuration says; never more than that allows.</summary>
internal sealed class HistoryAmounts(SettingTable settings, LimitsInForce limits)
{
    public async Task<(int Chats, int Messages)> OfAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        var chosen = await settings.GetAsync(AccountSettings.History(account.Network, account.Id), cancellationToken) is { } json
            ? JsonSerializer.Deserialize(json, HistoryAmountJson.Default.HistoryAmount)
            : null;
        return (
            Math.Clamp(chosen?.Chats ?? limits.ChatsAtLogin, 0, limits.MostChatsAtLogin),
            Allowed(chosen?.Messages ?? limits.MessagesAtLogin));
    }

    /// <summary>How many messages a chat is to bring along for which its user says so; never more than the configuration allows.</summary>
    public int Allowed(int messages) => Math.Clamp(messages, 0, limits.MostMessagesAtLogin);

    /// <summary>Keeps what a user chose.</summary>
    public static Statement Choose(NetworkId network, AccountId account, HistoryAmount amount) =>
        SettingTable.Set(AccountSettings.History(network, account), JsonSerializer.Serialize(amount, HistoryAmountJson.Default.HistoryAmount));
}

[JsonSerializable(typeof(HistoryAmount))]
internal sealed partial class HistoryAmountJson : JsonSerializerContext;
