using Bridges.Abstractions;
using Bridges.Core.Accounts;

namespace Bridges.Core.Commands;

/// <summary>Lists the sender's accounts.</summary>
internal sealed class ListLoginsCommand(AccountRegistry accounts) : ICommand
{
    public string Name => "list-logins";

    public string Arguments => "";

    public string Help => "your accounts and how they stand";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var own = accounts.OwnedBy(call.Sender).ToArray();
        return call.Reply(own.Length == 0
            ? "You are not logged in. Say `login` to begin."
            : string.Join('\n', own.Select(Line)));
    }

    internal static string Line(RunningAccount account) =>
        $"{account.NetworkName}: {account.Name} (`{account.Id}`) – {Words(account.State)}";

    private static string Words(AccountState state) => state.Condition switch
    {
        AccountCondition.Connected => "connected",
        AccountCondition.Connecting or AccountCondition.Reconnecting => "connecting",
        AccountCondition.Disconnected => $"not connected. {state.Text}".TrimEnd(),
        _ => $"logged out. {state.Text}".TrimEnd(),
    };
}
