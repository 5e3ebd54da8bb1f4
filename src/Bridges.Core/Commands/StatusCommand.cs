using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Core.Media;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>Tells how the bridge stands, or what became of one message.</summary>
internal sealed class StatusCommand(AccountRegistry accounts, NetworkStates networks, FilesUnderWay files, Journal journal, TimeProvider time) : ICommand
{
    private const int MostFiles = 10;

    private static readonly TimeSpan _worthTelling = TimeSpan.FromSeconds(15);

    public string Name => "status";

    public string Arguments => "[event id]";

    public string Help => "how everything stands; with an event id: what became of that message";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public bool IsAboutChat(IReadOnlyList<string> words) => words.Count > 0;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Words.Count > 0)
        {
            await call.Reply(await FateAsync(call, call.Words[0], cancellationToken));
            return;
        }

        var shown = (call.Level == PermissionLevel.Admin ? accounts.All : accounts.OwnedBy(call.Sender)).ToArray();
        var lines = new List<BotText>();
        foreach (var (description, health) in await networks.AllAsync(cancellationToken))
        {
            if (!health.IsHealthy)
            {
                lines.Add(BotText.Of($"{description.DisplayName}: {health.Problem ?? "does not work"}"));
            }
            else if (!shown.Any(account => account.Network == description.Id && account.State.Condition != AccountCondition.Connected))
            {
                // Of a network with an account that is not connected the account's own line says more.
                lines.Add(BotText.Of($"{description.DisplayName}: works"));
            }
        }

        lines.AddRange(shown.Select(ListLoginsCommand.Line));
        lines.AddRange(Files(call));
        if (call.Level == PermissionLevel.Admin)
        {
            var depth = await journal.DepthAsync(cancellationToken);
            // The question itself is one of those that wait.
            lines.Add(BotText.Of($"Journal: {Math.Max(depth.Pending - 1, 0)} waiting, {depth.Dead} dead"));
        }

        await call.Reply(BotText.Join("\n", lines));
    }

    /// <summary>What takes longer than a moment; an admin hears of all, without names.</summary>
    private IEnumerable<BotText> Files(CommandCall call)
    {
        var all = files.All;
        foreach (var file in all.Where(file => file.Owner == call.Sender && time.GetUtcNow() - file.BeganAt >= _worthTelling).Take(MostFiles))
        {
            yield return BotText.Of($"📎 {file.Words}");
        }

        if (call.Level == PermissionLevel.Admin && all.Count > 0)
        {
            yield return BotText.Of($"Files on their way: {all.Count}");
        }
    }

    private async Task<BotText> FateAsync(CommandCall call, string eventId, CancellationToken cancellationToken)
    {
        // Whose message it is must be clear before anything is said of it: only rooms are compared, which members know.
        var row = await journal.FindByEventAsync(eventId, cancellationToken);
        if (row is null || (row.RoomId != call.Room.Value && call.Level < PermissionLevel.Admin))
        {
            return "I know nothing of that message. Ask in the room that it stands in; finished ones are forgotten after some days.";
        }

        return row.State switch
        {
            JournalState.Done => "It was delivered.",
            JournalState.Dead => BotText.Of($"It was not delivered. {row.Reason}"),
            _ when row.Reason is { } reason => BotText.Of($"It waits after {row.Attempts} attempts: {reason}"),
            _ => "It waits for its turn.",
        };
    }
}
