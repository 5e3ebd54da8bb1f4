using Bridges.Abstractions;

namespace Bridges.Core.Commands;

/// <summary>Joins a group or channel.</summary>
internal sealed class JoinCommand(AccountChoice choice, RoomLinks links) : ICommand
{
    public string Name => "join";

    public string Arguments => "[account] <name or link>";

    public string Help => "join a group or channel on a network";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await choice.AbleAsync<IJoinsChats>(call, "Chats cannot be joined from here on", cancellationToken) is not var (account, joiner, which))
        {
            return;
        }

        if (which.Length == 0)
        {
            await call.Reply("Which one do you want to join? Say `join` with its public name, or a link into it.");
            return;
        }

        await call.Begins(cancellationToken);
        var chat = await joiner.JoinAsync(which, cancellationToken);
        await (await links.OpenAsync(account, chat, cancellationToken) is { } link ? call.Reply($"You are in it: {link}") : call.Reply("You are in it; its room appears in a moment."));
    }
}
