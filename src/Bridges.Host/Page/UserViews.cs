using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Page.Models;
using Bridges.Page.Views;
using Bridges.Storage;

namespace Bridges.Host.Page;

/// <summary>What is a user's own.</summary>
internal sealed class UserViews(IUserAccounts accounts, LimitsInForce limits, PageRenderer renderer)
{
    public async Task AccountsAsync(PageCall call)
    {
        var networks = accounts.Networks.ToDictionary(network => network.Id, network => network.DisplayName);
        AccountCard[] cards = [.. (await accounts.AccountsOfAsync(call.User, call.Cancelled)).Select(account => CardOf(account, networks))];
        FlowCard[] flows = [.. accounts.Networks.SelectMany(network => accounts.FlowsOf(network.Id).Select(flow => new FlowCard(network.Id.Value, network.DisplayName, flow.Id, flow.Name, flow.Description)))];
        var usual = new PastModel(limits.ChatsAtLogin, limits.MessagesAtLogin, limits.MostChatsAtLogin, limits.MostMessagesAtLogin);
        await renderer.WriteAsync<Accounts>(
            call.Context, (nameof(Accounts.Visitor), call.Visitor), (nameof(Accounts.Cards), cards), (nameof(Accounts.Flows), flows), (nameof(Accounts.Usual), usual));
    }

    public async Task LogoutAsync(PageCall call)
    {
        if (!await accounts.LogoutAsync(call.User, new NetworkId(call.Form("network")), new AccountId(call.Form("account")), call.Cancelled))
        {
            throw new PageRefusedException(StatusCodes.Status404NotFound, "You have no such account.");
        }

        call.GoTo("accounts");
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
