using System.Collections.Frozen;
using System.Globalization;
using Bridges.Core;

namespace Bridges.Host.Page;

/// <summary>What a view shows, in short: it is another once the view looks different.</summary>
internal sealed class ViewMarks
{
    private readonly FrozenDictionary<string, Func<PageCall, Task<string>>> _ofUsers;
    private readonly FrozenDictionary<string, Func<PageCall, Task<string>>> _ofAdmins;

    public ViewMarks(IUserAccounts accounts, IUserChats chats, IUserFailures failures, IBridgeAdministration bridge, MessageHistory history, RecentLog log)
    {
        _ofUsers = new Dictionary<string, Func<PageCall, Task<string>>>(StringComparer.Ordinal)
        {
            ["accounts"] = async call => Of(await accounts.AccountsOfAsync(call.User, call.Cancelled)),
            ["chats"] = async call => string.Join(' ', await chats.ListAsync(call.User, asksNetworks: false, call.Cancelled)),
            ["failures"] = async call => string.Join(' ', (await failures.ListAsync(call.User, call.Cancelled)).Select(row => row.Id)),
        }.ToFrozenDictionary(StringComparer.Ordinal);
        _ofAdmins = new Dictionary<string, Func<PageCall, Task<string>>>(StringComparer.Ordinal)
        {
            ["overview"] = async call => $"{await bridge.DepthAsync(call.Cancelled)} {Of(bridge.Accounts)} {history.Read().Sum().ToString(CultureInfo.InvariantCulture)}",
            ["all-accounts"] = _ => Task.FromResult(Of(bridge.Accounts)),
            ["dead-letters"] = async call => string.Join(' ', (await bridge.DeadLettersAsync(call.Cancelled)).Select(row => row.Id)),
            ["trace"] = async call => string.Join(' ', await bridge.TraceAsync(call.Query("id").Trim(), call.Cancelled)),
            ["log"] = _ => Task.FromResult(log.Lines is [.., var last] ? last.At.ToString("O", CultureInfo.InvariantCulture) : ""),
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <exception cref="PageRefusedException">No view of that name that the caller may see changes by itself.</exception>
    public Task<string> OfAsync(string view, PageCall call) =>
        _ofUsers.TryGetValue(view, out var mark) || (call.Level == PermissionLevel.Admin && _ofAdmins.TryGetValue(view, out mark))
            ? mark(call)
            : throw new PageRefusedException(StatusCodes.Status404NotFound, "There is no such view.");

    private static string Of(IEnumerable<AccountOverview> accounts) => string.Join(' ', accounts);
}
