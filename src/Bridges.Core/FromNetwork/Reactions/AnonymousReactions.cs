using System.Globalization;
using Bridges.Abstractions;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Reactions;

/// <summary>
/// Shows reactions of which the network says only how many there are: the bot's own say the numbers. Large ones are rounded, so that ten
/// thousand reactions are not ten thousand events.
/// </summary>
internal sealed class AnonymousReactions(RemoteTargets targets, ReactionTable reactions, HomeserverClients clients)
{
    private const int MostKinds = 20;

    public async Task<RowOutcome> BridgeAsync(PortalRow portal, RemoteReactionCounts counts, LaneContext lane, CancellationToken cancellationToken)
    {
        if ((await targets.FindAsync(portal, counts.Target, lane, cancellationToken)).FirstOrDefault(static row => !row.IsDeleted) is not { } target)
        {
            return RowOutcome.Nothing;
        }

        var message = new MessageKey(portal.Network, portal.Chat, counts.Target);
        var before = (await reactions.OfPersonAsync(message, ReactionCrowds.Bot, cancellationToken)).Where(static row => row.Key != ReactionCrowds.Crowd).ToDictionary(static row => row.Key, StringComparer.Ordinal);
        var now = counts.Counts.Where(static count => count.Count > 0).OrderByDescending(static count => count.Count).Take(MostKinds)
            .DistinctBy(static count => EmojiSpelling.Bare(count.Reaction.Key)).ToDictionary(static count => EmojiSpelling.Bare(count.Reaction.Key), StringComparer.Ordinal);
        var writes = new List<Statement>();
        foreach (var old in before.Values.Where(old => !now.TryGetValue(old.Key, out var count) || Rounded(count.Count) != old.CreatedAt))
        {
            await clients.Main.RedactAsync(
                actingAs: null, new RoomId(target.RoomId), new EventId(old.EventId), TransactionIds.About(old.EventId, "another count"), reason: null, cancellationToken);
            writes.Add(ReactionTable.Remove(old));
        }

        foreach (var (key, count) in now.Where(one => !before.TryGetValue(one.Key, out var old) || Rounded(one.Value.Count) != old.CreatedAt))
        {
            var label = Label(count);
            var after = before.TryGetValue(key, out var old) ? old.EventId : lane.Current?.Id.ToString(CultureInfo.InvariantCulture);
            var shown = await clients.Main.SendEventAsync(
                actingAs: null, new RoomId(target.RoomId), ReactionContent.EventType, TransactionIds.About(target.EventId, $"{label} after {after}"),
                new ReactionContent(new EventId(target.EventId), label).ToJson(), timestamp: null, cancellationToken);
            writes.Add(ReactionTable.Insert(new ReactionRow(message, ReactionCrowds.Bot, key, shown.Value, Rounded(count.Count))));
        }

        return new RowOutcome.Finished(writes);
    }

    /// <summary>To two digits.</summary>
    private static long Rounded(long count)
    {
        var unit = 1L;
        while (count / unit >= 100)
        {
            unit *= 10;
        }

        return count / unit * unit;
    }

    private static string Label(ReactionCount count)
    {
        var emoji = EmojiSpelling.ForMatrix(count.Reaction.Picture is null ? count.Reaction.Key : count.Reaction.Alternative ?? ReactionContents.Unknown);
        return Rounded(count.Count) switch
        {
            1 => emoji,
            var exact when exact == count.Count => $"{emoji} {exact}",
            var rounded => $"{emoji} {rounded}+",
        };
    }
}
