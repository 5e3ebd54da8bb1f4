using System.Text;
using Bridges.Core.Accounts;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>Tells how the bridge stands, or what became of one message.</summary>
internal sealed class StatusCommand(AccountRegistry accounts, NetworkStates networks, Journal journal) : ICommand
{
    public string Name => "status";

    public string Arguments => "[event id]";

    public string Help => "how everything stands; with an event id: what became of that message";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Words.Count > 0)
        {
            await call.Reply(await FateAsync(call, call.Words[0], cancellationToken));
            return;
        }

        var text = new StringBuilder();
        foreach (var (description, health) in await networks.AllAsync(cancellationToken))
        {
            text.Append(description.DisplayName).Append(": ").AppendLine(health.IsHealthy ? "works" : health.Problem ?? "does not work");
        }

        foreach (var account in call.Level == PermissionLevel.Admin ? accounts.All : accounts.OwnedBy(call.Sender))
        {
            text.AppendLine(ListLoginsCommand.Line(account));
        }

        if (call.Level == PermissionLevel.Admin)
        {
            var depth = await journal.DepthAsync(cancellationToken);
            text.Append("Journal: ").Append(depth.Pending).Append(" waiting, ").Append(depth.Dead).Append(" dead");
        }

        await call.Reply(text.ToString().TrimEnd());
    }

    private async Task<string> FateAsync(CommandCall call, string eventId, CancellationToken cancellationToken)
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
            JournalState.Dead => $"It was not delivered. {row.Reason}",
            _ when row.Reason is { } reason => $"It waits after {row.Attempts} attempts: {reason}",
            _ => "It waits for its turn.",
        };
    }
}
