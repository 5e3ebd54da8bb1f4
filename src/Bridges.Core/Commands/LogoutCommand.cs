using Bridges.Core.Accounts;

namespace Bridges.Core.Commands;

/// <summary>Ends an account's login.</summary>
internal sealed class LogoutCommand(AccountChoice choice, AccountRegistry accounts) : ICommand
{
    public string Name => "logout";

    public string Arguments => "[account]";

    public string Help => "log out of a network; your rooms stay";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await choice.OnlyAccountAsync(call) is { } account)
        {
            var isTold = await accounts.LogoutAsync(account, cancellationToken);
            await call.Reply(isTold
                ? $"You are logged out of {account.NetworkName} ({account.Name})."
                : $"You are logged out here, but {account.NetworkName} could not be told. Please end the session of {account.Name} there, in its list of devices.");
        }
    }
}
