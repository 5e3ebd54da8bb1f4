using System.Globalization;
using Bridges.Core.Management;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>Shows an admin what could not be delivered, and gives it up for good.</summary>
internal sealed class DeadLettersCommand(DeadLetters deadLetters, NetworkCatalog networks, CoreOptions options) : ICommand
{
    private const int Shown = 10;

    public string Name => "dead-letters";

    public string Arguments => "[drop <number> | drop all <how many>]";

    public string Help => "what could not be delivered; `drop` gives it up for good";

    public PermissionLevel LeastLevel => PermissionLevel.Admin;

    public Task RunAsync(CommandCall call, CancellationToken cancellationToken) => call.Words switch
    {
        ["drop", "all"] => AskAsync(call, cancellationToken),
        ["drop", "all", var count] when Number(count) is { } expected => DropAllAsync(call, expected, cancellationToken),
        ["drop", var id] when Number(id) is { } one => DropAsync(call, one, cancellationToken),
        [] => ListAsync(call, cancellationToken),
        _ => call.Reply("Say `dead-letters`, `dead-letters drop` with a number of the list, or `dead-letters drop all`."),
    };

    private async Task ListAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var count = await deadLetters.CountAsync(cancellationToken);
        if (count == 0)
        {
            await call.Reply("There are none.");
            return;
        }

        var rows = await deadLetters.ListAsync(cancellationToken);
        var lines = rows.Take(Shown).Select(Line);
        await call.Reply(
            BotText.Join("\n", count > Shown ? lines.Append(BotText.Of($"… and {count - Shown} more.")) : lines)
            + BotText.Of($"\nTo give all {count} up for good, say `dead-letters drop all {count}`; `{options.CommandPrefix} retry` in a chat's room tries its own again."));
    }

    private async Task AskAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var count = await deadLetters.CountAsync(cancellationToken);
        await call.Reply(count == 0 ? "There are none." : BotText.Of($"There are {count}. To give them all up for good, say `dead-letters drop all {count}`."));
    }

    private async Task DropAllAsync(CommandCall call, int expected, CancellationToken cancellationToken)
    {
        var found = await deadLetters.DropAllAsync(expected, cancellationToken);
        await call.Reply(
            found == 0 ? "There are none."
            : found == expected ? BotText.Of($"{found} dropped.")
            : BotText.Of($"There are {found} now, and none is dropped. To give them all up for good, say `dead-letters drop all {found}`."));
    }

    private async Task DropAsync(CommandCall call, int id, CancellationToken cancellationToken) =>
        await call.Reply(await deadLetters.DropAsync(id, cancellationToken) ? "Dropped." : "There is no dead letter with that number.");

    private BotText Line(JournalRow row) => BotText.Of(
        $"`{row.Id}` – {(row.Direction == JournalDirection.FromMatrix ? "to" : "from")} {networks.NameOf(row.Network)}: {row.Reason ?? "no reason is known"}");

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
