using System.Globalization;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;
using Bridges.Page.Models;
using Bridges.Page.Views;

namespace Bridges.Host.Page;

/// <summary>Which of a user's chats are on Matrix.</summary>
internal sealed class ChatViews(IUserAccounts accounts, IUserChats chats, BridgesConfiguration configuration, LimitsInForce limits, PageRenderer renderer)
{
    private const int LongestQuery = 200;
    private const int OlderAtOnce = 50;
    private const string Yes = "yes";

    public async Task ListAsync(PageCall call)
    {
        var query = call.Query("q") is { Length: <= LongestQuery } text ? text.Trim() : "";
        var networks = accounts.Networks.ToDictionary(network => network.Id, network => network.DisplayName);
        ChatModel[] found =
        [
            .. (await chats.ListAsync(call.User, asksNetworks: true, call.Cancelled))
                .Where(chat => query.Length == 0 || chat.Name.Contains(query, StringComparison.OrdinalIgnoreCase))
                .Select(chat => new ChatModel(
                    chat.Network.Value, networks.GetValueOrDefault(chat.Network, chat.Network.Value), chat.Account.Value, chat.Chat.Chat.Value, chat.Chat.Receiver is not null,
                    chat.Name, chat.Room is { } room ? LinkTo(room) : null,
                    chat.Presence switch { ChatPresence.On => "on", ChatPresence.Off => "off", _ => "by rule" })),
        ];
        await renderer.WriteAsync<Chats>(
            call.Context, (nameof(Chats.Visitor), call.Visitor), (nameof(Chats.Query), query), (nameof(Chats.Found), found), (nameof(Chats.MostMessages), limits.MostMessagesAtLogin), (nameof(Chats.Rules), await RulesAsync(call, networks)));
    }

    public async Task SwitchAsync(PageCall call)
    {
        var account = new AccountId(call.Form("account"));
        var chat = new ChatKey(new RemoteChatId(call.Form("chat")), call.Form("own") == Yes ? account : null);
        var network = new NetworkId(call.Form("network"));
        if (call.Form("on") != Yes)
        {
            await chats.SwitchOffAsync(call.User, network, account, chat, call.Cancelled);
        }
        else
        {
            await chats.SwitchOnAsync(call.User, network, account, chat, MessagesOf(call), call.Cancelled);
        }

        call.GoTo(call.Form("q") is { Length: > 0 and <= LongestQuery } query ? $"chats?q={Uri.EscapeDataString(query)}" : "chats");
    }

    public async Task BringOlderAsync(PageCall call)
    {
        var account = new AccountId(call.Form("account"));
        var chat = new ChatKey(new RemoteChatId(call.Form("chat")), call.Form("own") == Yes ? account : null);
        var network = new NetworkId(call.Form("network"));
        var found = await chats.BringOlderAsync(call.User, network, account, chat, OlderAtOnce, call.Cancelled);
        var name = accounts.Networks.FirstOrDefault(known => known.Id == network)?.DisplayName ?? network.Value;
        await renderer.WriteAsync<Message>(call.Context, (nameof(Message.Title), "Older messages"), (nameof(Message.Text), found.Describe(name)), (nameof(Message.Visitor), call.Visitor));
    }

    public async Task SetRuleAsync(PageCall call)
    {
        if (!Enum.TryParse<ChatRule>(call.Form("rule"), ignoreCase: true, out var rule) || !Enum.IsDefined(rule))
        {
            throw new PageRefusedException(StatusCodes.Status400BadRequest, "There is no such rule.");
        }

        await chats.SetRuleAsync(call.User, new NetworkId(call.Form("network")), new AccountId(call.Form("account")), rule, call.Cancelled);
        call.GoTo("chats");
    }

    private static int? MessagesOf(PageCall call) => call.Form("messages").Trim() switch
    {
        "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new PageRefusedException(StatusCodes.Status400BadRequest, "This is no number of messages."),
    };

    private async Task<IReadOnlyList<RuleModel>> RulesAsync(PageCall call, IReadOnlyDictionary<NetworkId, string> networks)
    {
        var rules = new List<RuleModel>();
        foreach (var account in await accounts.AccountsOfAsync(call.User, call.Cancelled))
        {
            try
            {
                var rule = await chats.RuleAsync(call.User, account.Network, account.Account, call.Cancelled);
                rules.Add(new RuleModel(account.Network.Value, networks.GetValueOrDefault(account.Network, account.Network.Value), account.Account.Value, account.Name, rule.ToString().ToLowerInvariant()));
            }
            catch (NoSuchAccountException)
            {
                // It does not run just now.
            }
        }

        return rules;
    }

    /// <summary>In the client that the configuration names; else by way of matrix.to, which asks for one.</summary>
    private string LinkTo(RoomId room) => configuration.Page.ClientUrl is { } client
        ? $"{client.ToString().TrimEnd('/')}/#/room/{Uri.EscapeDataString(room.Value)}"
        : $"https://matrix.to/#/{Uri.EscapeDataString(room.Value)}";
}
