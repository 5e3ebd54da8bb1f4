using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>Lists the sender's accounts.</summary>
internal sealed class ListLoginsCommand(AccountRegistry accounts, NetworkCatalog networks) : ICommand
{
    public string Name => "list-logins";

    public string Arguments => "";

    public string Help => "your accounts and how they stand";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var own = accounts.OwnedBy(call.Sender).Select(Line)
            .Concat((await accounts.RestingOfAsync(call.Sender, cancellationToken)).Select(Line))
            .ToArray();
        await call.Reply(own.Length == 0 ? "You are not logged in. Say `login` to begin." : BotText.Join("\n", own));
    }

    internal static BotText Line(RunningAccount account) =>
        BotText.Of($"{account.NetworkName}: {account.Name} (`{account.Id}`) – {Words(account.State)}");

    private BotText Line(AccountRow resting) =>
        BotText.Of($"{networks.NameOf(resting.Network)}: {resting.Account.Name} (`{resting.Account.Id}`) – ")
        + (resting.IsReadable ? "not running" : "can no longer be used, please log in again");

    private static string Words(AccountState state) => state.Condition switch
    {
        AccountCondition.Connected => "connected",
        AccountCondition.Connecting or AccountCondition.Resumed => "connecting",
        AccountCondition.Disconnected => $"not connected. {state.Text}".TrimEnd(),
        _ => $"logged out. {state.Text}".TrimEnd(),
    };
}
