using Bridges.Core.Accounts;
using Bridges.Core.Management;

namespace Bridges.Core.Commands;

/// <summary>Ends an account's login.</summary>
internal sealed class LogoutCommand(AccountChoice choice, AccountLifecycle accounts) : ICommand
{
    public string Name => "logout";

    public string Arguments => "[account]";

    public string Help => "log out of a network";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await choice.OnlyAccountAsync(call, cancellationToken) is { } account)
        {
            var isTold = await accounts.LogoutAsync(account, cancellationToken);
            await call.Reply(isTold
                ? BotText.Of($"You are logged out of {account.NetworkName} ({account.Name}). Rooms of groups that others share are left; the others stay.")
                : BotText.Of($"I have forgotten your login to {account.NetworkName} ({account.Name}), but {account.NetworkName} could not be told. Please end the session there, too: in its list of devices."));
        }
    }
}
