using System.Globalization;
using Bridges.Core.CatchUp;

namespace Bridges.Core.Commands;

/// <summary>Brings older messages of a chat into its room.</summary>
internal sealed class HistoryCommand(AccountChoice choice, OlderMessages older) : ICommand
{
    private const int Usual = 50;

    public string Name => "history";

    public string Arguments => "[count]";

    public string Help => $"in a chat's room: bring older messages, {Usual} or as many as you say; they come below, with the time at which they were said";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Portal is not { } portal)
        {
            await call.Reply("Please say that in the room of the chat that you mean.");
            return;
        }

        var count = Usual;
        if (call.Words.Count > 1 || (call.Words is [var word] && (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count == 0)))
        {
            await call.Reply($"Say {call.AsTyped(Name)}, or the same with a number of messages.");
            return;
        }

        if (await choice.OwnAsync(call, cancellationToken) is not [var account, ..])
        {
            await call.Reply($"You are not logged in. Say {call.AsTyped("login")} to begin.");
            return;
        }

        var found = await older.BringAsync(account, portal.Chat, count, cancellationToken);
        await call.Reply($"{found.Describe(account.NetworkName)}");
    }
}
