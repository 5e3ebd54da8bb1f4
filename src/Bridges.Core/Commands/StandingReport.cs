using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Management;
using Bridges.Core.Media;
using Bridges.Core.Status;
using Bridges.Storage;

namespace Bridges.Core.Commands;

/// <summary>Tells how everything stands: networks, accounts, files under way, and the journal to an admin.</summary>
internal sealed class StandingReport(AccountRegistry accounts, NetworkStates networks, FilesUnderWay files, Journal journal, StoreMeasuring stores, CoreOptions options, TimeProvider time)
{
    private const int MostFiles = 10;

    private static readonly TimeSpan _worthTelling = TimeSpan.FromSeconds(15);

    public async Task<IReadOnlyList<BotText>> LinesAsync(CommandCall call, CancellationToken cancellationToken)
    {
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

        return lines;
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
}
