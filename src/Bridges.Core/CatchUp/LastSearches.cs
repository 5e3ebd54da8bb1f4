using System.Globalization;
using Bridges.Core.Accounts;
using Bridges.Storage;

namespace Bridges.Core.CatchUp;

/// <summary>
/// Remembers for each account when the last search for gaps that saw everything began: whatever is older was journaled or
/// never concerned the bridge.
/// </summary>
internal sealed class LastSearches(Database database, SettingTable settings)
{
    /// <summary>By how much the network's clock may be behind ours.</summary>
    private static readonly TimeSpan _slack = TimeSpan.FromMinutes(1);

    /// <summary>Since when something may have been missed: never before the account was logged in.</summary>
    public async Task<DateTimeOffset> SinceAsync(RunningAccount account, CancellationToken cancellationToken)
    {
        var last = long.TryParse(await settings.GetAsync(AccountSettings.LastSearch(account.Network, account.Id), cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) - _slack
            : DateTimeOffset.MinValue;
        return last > account.Since ? last : account.Since;
    }

    public async Task SaveAsync(RunningAccount account, DateTimeOffset began, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            [SettingTable.Set(AccountSettings.LastSearch(account.Network, account.Id), began.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))],
            cancellationToken: cancellationToken);
}
