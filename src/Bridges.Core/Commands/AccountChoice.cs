using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Core.Portals;

namespace Bridges.Core.Commands;

/// <summary>Finds which network or account a command means, from the room, the words, or because there is only one.</summary>
internal sealed class AccountChoice(AccountRegistry accounts, SenderAccounts senders, NetworkCatalog networks)
{
    /// <summary>The network that the first word names; the only one there is; null and a reply otherwise.</summary>
    /// <param name="command">The command that asks, for the reply.</param>
    public async Task<(LoadedNetwork? Network, IReadOnlyList<string> Words)> NetworkAsync(CommandCall call, string command)
    {
        if (call.Words.Count > 0 && networks.All.FirstOrDefault(network => Names(network, call.Words[0])) is { } named)
        {
            return (named, [.. call.Words.Skip(1)]);
        }

        switch (networks.All.ToArray())
        {
            case [var only]:
                return (only, call.Words);
            case []:
                await call.Reply("There is no network to log in to at the moment. Ask whoever runs this bridge.");
                return (null, call.Words);
            case var several:
                // As it is to be typed: whoever says only the network's name is not understood.
                await call.Reply("To which network?\n" + BotText.Join("\n", several.Select(network => call.AsTyped($"{command} {network.Description.Id}"))));
                return (null, call.Words);
        }
    }

    /// <summary>The sender's accounts that can be meant: in a portal, the one by which they are in its chat.</summary>
    public async Task<IReadOnlyList<RunningAccount>> OwnAsync(CommandCall call, CancellationToken cancellationToken) => call.Portal is { } portal
        ? await senders.FindAsync(portal, call.Sender, cancellationToken) is { } own ? [own] : []
        : [.. accounts.OwnedBy(call.Sender)];

    /// <summary>The sender's account that is meant; null and a reply where that is not clear.</summary>
    public async Task<(RunningAccount? Account, IReadOnlyList<string> Words)> AccountAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var own = await OwnAsync(call, cancellationToken);
        var rest = call.Words;
        if (rest.Count > 0 && own.Where(account => account.Id.Value == rest[0] || Names(account.Network.Value, account.NetworkName, rest[0])).ToArray() is { Length: > 0 } named)
        {
            (own, rest) = (named, [.. rest.Skip(1)]);
        }

        switch (own)
        {
            case [var only]:
                return (only, rest);
            case []:
                await call.Reply($"You are not logged in. Say {call.AsTyped("login")} to begin.");
                return (null, rest);
            default:
                await call.Reply("Which account? Name one behind the command: " + BotText.Join(", ", own.OrderBy(account => (account.Network.Value, account.Id.Value)).Select(account => NameOf(account, own))) + ".");
                return (null, rest);
        }
    }

    /// <summary>As <see cref="AccountAsync"/>, for commands that need an ability of the account.</summary>
    /// <param name="missing">What is said where it has not got it, before the network's name.</param>
    public async Task<(RunningAccount Account, T Ability, string Words)?> AbleAsync<T>(CommandCall call, string missing, CancellationToken cancellationToken)
        where T : class
    {
        var (account, rest) = await AccountAsync(call, cancellationToken);
        if (account is null)
        {
            return null;
        }

        if (account.Account is T ability)
        {
            return (account, ability, string.Join(' ', rest));
        }

        await call.Reply($"{missing} {account.NetworkName}.");
        return null;
    }

    /// <summary>As <see cref="AccountAsync"/>, for commands to which an account is all there is to say: a name that fits none is refused.</summary>
    public async Task<RunningAccount?> OnlyAccountAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var (account, rest) = await AccountAsync(call, cancellationToken);
        if (account is null || rest.Count == 0)
        {
            return account;
        }

        await call.Reply($"You have no account of that name. Say {call.AsTyped("list-logins")} to see those you have.");
        return null;
    }

    /// <summary>The shortest word that means this account alone: its network, where it is the only one there.</summary>
    private static BotText NameOf(RunningAccount account, IReadOnlyList<RunningAccount> own) => own.Count(other => other.Network == account.Network) == 1
        ? BotText.Of($"`{account.Network}` ({account.Name})")
        : BotText.Of($"`{account.Id}` ({account.NetworkName}: {account.Name})");

    private static bool Names(LoadedNetwork network, string word) => Names(network.Description.Id.Value, network.Description.DisplayName, word);

    private static bool Names(string id, string name, string word) =>
        string.Equals(id, word, StringComparison.OrdinalIgnoreCase) || string.Equals(name, word, StringComparison.OrdinalIgnoreCase);
}
