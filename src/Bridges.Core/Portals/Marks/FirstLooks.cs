using Bridges.Core.Accounts;
using Bridges.Storage;

namespace Bridges.Core.Portals.Marks;

/// <summary>Remembers for which accounts it was seen how their users keep rooms: what they had set before anybody looked is no news to a network.</summary>
internal sealed class FirstLooks(SettingTable settings, Database database)
{
    /// <summary>Those accounts for which nobody has looked yet.</summary>
    public async Task<IReadOnlyList<RunningAccount>> OwedAsync(IEnumerable<RunningAccount> accounts, CancellationToken cancellationToken)
    {
        var owed = new List<RunningAccount>();
        foreach (var account in accounts)
        {
            if (await settings.GetAsync(KeyOf(account), cancellationToken) is null)
            {
                owed.Add(account);
            }
        }

        return owed;
    }

    public async Task DoneAsync(IReadOnlyList<RunningAccount> accounts, CancellationToken cancellationToken)
    {
        if (accounts.Count > 0)
        {
            await database.WriteAsync([.. accounts.Select(static account => SettingTable.Set(KeyOf(account), ""))], cancellationToken: cancellationToken);
        }
    }

    private static string KeyOf(RunningAccount account) => AccountSettings.SeenInClient(account.Network, account.Id);
}
