using Bridges.Core.Commands.Login;

namespace Bridges.Core.Commands;

/// <summary>Stops a login that is under way.</summary>
internal sealed class CancelCommand(LoginConversations logins) : ICommand
{
    public string Name => "cancel";

    public string Arguments => "";

    public string Help => "stop the login that is under way";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken) =>
        await call.Reply(await logins.CancelAsync(call) ? "Cancelled." : "There is nothing to cancel.");
}
