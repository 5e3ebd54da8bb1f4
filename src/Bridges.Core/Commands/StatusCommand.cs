using System.Globalization;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Status;
using Bridges.Core.Management;
using Bridges.Core.Media;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>Tells how the bridge stands, or what became of one message.</summary>
internal sealed class StatusCommand(
    AccountRegistry accounts, NetworkStates networks, FilesUnderWay files, Journal journal, MessageTraces traces, StoreMeasuring stores, HomeserverClients clients, CoreOptions options, TimeProvider time) : ICommand
{
    private const int MostFiles = 10;

    private static readonly TimeSpan _worthTelling = TimeSpan.FromSeconds(15);

    public string Name => "status";

    public string Arguments => "[link or event id]";

    public string Help => "how everything stands; with a link to a message, or its event id: what became of it";

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
            lines.Add(BotText.Of($"Journal: {Math.Max(depth.Pending - 1, 0)} waiting, {depth.Dead} dead; finished ones are kept for {options.KeepDone.TotalDays:0} days, dead ones for {options.KeepDead.TotalDays:0}"));
            lines.Add(Stored(await stores.MeasureAsync(cancellationToken)));
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

    private static BotText Stored(StoredSizes sizes) => BotText.Of(
        $"On disk: database {(sizes.Database is { } bytes ? FileSizes.Words(bytes) : "not to be asked")}{string.Concat(sizes.Folders.Select(folder => $", {folder.Name} {FileSizes.Words(folder.Bytes)}"))}");

    private async Task<BotText> FateAsync(CommandCall call, string id, CancellationToken cancellationToken)
    {
        var trace = await traces.FindAsync(id, cancellationToken);
        // Whose message it is must be clear before anything is said of it: who is in its room knows of it.
        if (trace.Conclusion is null || !await IsForAsync(call, trace, cancellationToken))
        {
            return "I know nothing of that message. Finished ones are forgotten after some days; and I tell of messages only to those who are in their room.";
        }

        var isAdmin = call.Level == PermissionLevel.Admin;
        return BotText.Of($"{trace.Conclusion}") + "\n" + BotText.Join("\n", trace.Steps.Select(step =>
            BotText.Of($"{(step.At is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss' UTC'", CultureInfo.InvariantCulture) : "–")}: {step.Text}{(isAdmin && step.Detail is { } detail ? $" ({detail})" : "")}")));
    }

    private async Task<bool> IsForAsync(CommandCall call, MessageTrace trace, CancellationToken cancellationToken)
    {
        if (call.Level == PermissionLevel.Admin || trace.Rooms.Contains(call.Room.Value))
        {
            return true;
        }

        foreach (var room in trace.Rooms)
        {
            try
            {
                if ((await clients.Main.JoinedMembersAsync(actingAs: null, new RoomId(room), cancellationToken)).Contains(call.Sender))
                {
                    return true;
                }
            }
            catch (MatrixException exception) when (!exception.IsTransient)
            {
                // The bot is not in it any more, so nobody is there for it to see.
            }
        }

        return false;
    }
}
