using Bridges.Abstractions;

namespace Bridges.Core.Commands;

/// <summary>Opens a direct chat with somebody.</summary>
internal sealed class StartChatCommand(AccountChoice choice, RoomLinks links) : ICommand
{
    public string Name => "start-chat";

    public string Arguments => "[account] <phone number, @name or id>";

    public string Help => "write to somebody on a network";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await choice.AbleAsync<IStartsChats>(call, "People cannot be looked up on", cancellationToken) is not var (account, starter, whom))
        {
            return;
        }

        if (whom.Length == 0)
        {
            await call.Reply("Whom do you want to write to? Say `start-chat +491234567`, `start-chat @name` or `start-chat <id>`; `search <name>` finds ids.");
            return;
        }

        if (await starter.ResolveAsync(whom, cancellationToken) is not { } user)
        {
            await call.Reply($"I found nobody by that name or number on {account.NetworkName}.");
            return;
        }

        var chat = await starter.OpenDirectChatAsync(user.Id, cancellationToken);
        await (await links.OpenAsync(account, chat, cancellationToken) is { } link
            ? call.Reply($"Here is the chat with {user.Name}: {link}")
            : call.Reply($"The chat with {user.Name} appears in your rooms."));
    }
}
