using System.Globalization;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Page.Models;
using Bridges.Page.Views;
using Bridges.Storage;

namespace Bridges.Host.Page;

/// <summary>What is a user's own.</summary>
internal sealed class UserViews(IUserAccounts accounts, PageRenderer renderer)
{
    private const int LongestQuery = 200;

    public async Task AccountsAsync(PageCall call)
    {
        var networks = accounts.Networks.ToDictionary(network => network.Id, network => network.DisplayName);
        AccountCard[] cards = [.. (await accounts.AccountsOfAsync(call.User, call.Cancelled)).Select(account => CardOf(account, networks))];
        FlowCard[] flows = [.. accounts.Networks.SelectMany(network => accounts.FlowsOf(network.Id).Select(flow => new FlowCard(network.Id.Value, network.DisplayName, flow.Id, flow.Name, flow.Description)))];
        await renderer.WriteAsync<Accounts>(call.Context, (nameof(Accounts.Visitor), call.Visitor), (nameof(Accounts.Cards), cards), (nameof(Accounts.Flows), flows));
    }

    public async Task LogoutAsync(PageCall call)
    {
        if (!await accounts.LogoutAsync(call.User, new NetworkId(call.Form("network")), new AccountId(call.Form("account")), call.Cancelled))
        {
            throw new PageRefusedException(StatusCodes.Status404NotFound, "You have no such account.");
        }

        call.GoTo("accounts");
    }

    public async Task ChatsAsync(PageCall call)
    {
        var query = call.Query("q") is { Length: <= LongestQuery } text ? text.Trim() : "";
        var networks = accounts.Networks.ToDictionary(network => network.Id, network => network.DisplayName);
        ChatModel[] found =
        [
            .. (await accounts.ChatsOfAsync(call.User, call.Cancelled))
                .Where(chat => query.Length == 0 || chat.Name.Contains(query, StringComparison.OrdinalIgnoreCase))
                .Select(chat => new ChatModel(networks.GetValueOrDefault(chat.Network, chat.Network.Value), chat.Name, chat.Room.Value)),
        ];
        await renderer.WriteAsync<Chats>(call.Context, (nameof(Chats.Visitor), call.Visitor), (nameof(Chats.Query), query), (nameof(Chats.Found), found));
    }

    public async Task FailuresAsync(PageCall call)
    {
        LetterModel[] found = [.. (await accounts.FailuresOfAsync(call.User, call.Cancelled)).Select(LetterOf)];
        await renderer.WriteAsync<Letters>(
            call.Context, (nameof(Letters.Visitor), call.Visitor), (nameof(Letters.Title), "Not delivered"), (nameof(Letters.Current), "failures"), (nameof(Letters.Found), found));
    }

    public async Task RetryAsync(PageCall call)
    {
        if (!long.TryParse(call.Form("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !await accounts.RetryAsync(call.User, id, call.Cancelled))
        {
            throw new PageRefusedException(StatusCodes.Status404NotFound, "There is no such message of yours any more.");
        }

        call.GoTo("failures");
    }

    public static LetterModel LetterOf(JournalRow row) => new(
        row.Id,
        row.Network.Value,
        row.Direction == JournalDirection.FromMatrix ? "from Matrix" : "to Matrix",
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        row.Attempts,
        row.Reason ?? "",
        row.RoomId,
        row.EventId);

    public static AccountCard CardOf(AccountOverview account, IReadOnlyDictionary<NetworkId, string> networks) => new(
        account.Network.Value,
        networks.GetValueOrDefault(account.Network, account.Network.Value),
        account.Account.Value,
        account.Name,
        account.Owner,
        account.State.Condition switch
        {
            AccountCondition.Connected => "connected",
            AccountCondition.Connecting or AccountCondition.Resumed => "connecting",
            AccountCondition.LoggedOut => "logged out",
            _ => "not connected",
        },
        account.State.Text);
}
