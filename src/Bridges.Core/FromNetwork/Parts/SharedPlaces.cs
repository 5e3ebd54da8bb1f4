using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.Identity;
using Bridges.Core.Lanes;
using Bridges.Core.LiveLocations;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromNetwork.Parts;

/// <summary>
/// Places that people on a network share for a while. They begin as a beacon (MSC3672) where the room lets its people have one, else as a
/// message that is edited; where they move to is only noted here, and shown a moment later.
/// </summary>
internal sealed class SharedPlaces(LiveLocationTable table, SentEvents sentEvents, Senders senders, SenderActions actions, LiveLocationNews news, CoreOptions options, TimeProvider time)
{
    /// <summary>Shares it as a beacon; null: it is to be shown as a message.</summary>
    /// <param name="message">The message that it became before a crash, if it did.</param>
    public async Task<SentPart?> BeginAsync(PartContext part, LiveLocationContent place, EventId? message, CancellationToken cancellationToken)
    {
        if (!options.LiveLocationsAreBeacons || message is not null || IsOver(part.Message, place))
        {
            return null;
        }

        var mark = part.Mark with { Id = $"{part.Mark.Id}/beacon", IsChange = true };
        return (await sentEvents.FindAsync(part.Portal, mark, part.Lane, cancellationToken) ?? await TryShareAsync(part, place, mark, cancellationToken)) is { } begun
            ? new SentPart(begun,
            [
                LiveLocationTable.Insert(RowOf(part, begun, place) with { IsBeacon = true }),
                LiveLocationTable.CloseOthers(part.Portal.RoomId!, part.Message.Sender.Value, begun.Value),
                .. MessageTimers.Of(part, begun),
            ])
            : null;
    }

    /// <summary>What is to be noted of a place that is shown as a message.</summary>
    public IEnumerable<Statement> Noted(PartContext part, EventId message)
    {
        if (part.Part.Content is LiveLocationContent place && !IsOver(part.Message, place))
        {
            yield return LiveLocationTable.Insert(RowOf(part, message, place) with { ShownVersion = part.Message.Version, ShownAt = time.GetUtcNow().ToUnixTimeMilliseconds() });
        }
    }

    /// <summary>Notes where a shared place is now, or that it has ended; null: the edit is of something else.</summary>
    public async Task<RowOutcome?> MoveAsync(RunningAccount account, PortalRow portal, RemoteEdit edit, LaneContext lane, CancellationToken cancellationToken)
    {
        if (edit.Parts is not [{ Content: LiveLocationContent place } part])
        {
            return null;
        }

        await lane.SettleAsync();
        if (await table.ByMessageAsync(new MessageKey(portal.Network, portal.Chat, edit.Target), cancellationToken) is not { } row)
        {
            return null;
        }

        if (row.FromMatrix)
        {
            return place.HasEnded && !row.IsClosed ? await EndOwnAsync(account, portal, row, cancellationToken) : RowOutcome.Nothing;
        }

        news.Tell();
        var known = LivePlaces.Write(place with { Description = place.Description ?? LivePlaces.Read(row)?.Description });
        return new RowOutcome.Finished(
        [
            place.HasEnded ? LiveLocationTable.Ended(row.EventId, known, edit.Version) : LiveLocationTable.Moved(row.EventId, known, edit.Version),
            MessageTable.SetVersion(portal.Network, portal.Chat, edit.Target, part.Id, edit.Version),
        ]);
    }

    /// <summary>The end of a sharing, as its state event says it.</summary>
    public static JsonObject EndOf(LiveLocationRow row) => InfoOf(
        LivePlaces.Read(row)?.Description, isLive: false, DateTimeOffset.FromUnixTimeMilliseconds(row.BeganAt), TimeSpan.FromMilliseconds(row.EndsAt - row.BeganAt));

    private bool IsOver(RemoteMessage message, LiveLocationContent place) => place.HasEnded || message.Timestamp + PeriodOf(place) <= time.GetUtcNow();

    private static TimeSpan PeriodOf(LiveLocationContent place) =>
        place.Period is { } period && period > TimeSpan.Zero && period < LivePlaces.UsualPeriod ? period : LivePlaces.UsualPeriod;

    private async Task<EventId?> TryShareAsync(PartContext part, LiveLocationContent place, BridgeMark mark, CancellationToken cancellationToken)
    {
        var content = InfoOf(place.Description, isLive: true, part.Message.Timestamp, PeriodOf(place));
        content[BridgeMark.Key] = mark.Alone()[BridgeMark.Key]!.DeepClone();
        try
        {
            return await actions.ActAsync(
                part.Account, part.Portal, part.Message.Sender,
                who => who.Client.SendStateAsync(who.User, part.Room, BeaconTypes.Info, who.User.Value, content, cancellationToken), cancellationToken);
        }
        catch (MatrixException refusal) when (refusal.IsNotAllowed)
        {
            // Of a room that somebody else made, or before rooms allowed it.
            return null;
        }
    }

    private static JsonObject InfoOf(string? description, bool isLive, DateTimeOffset since, TimeSpan period) =>
        new BeaconInfo { Description = description, IsLive = isLive, Timeout = period, Since = since }.ToJson();

    private LiveLocationRow RowOf(PartContext part, EventId eventId, LiveLocationContent place)
    {
        news.Tell();
        return new LiveLocationRow
        {
            EventId = eventId.Value,
            RoomId = part.Portal.RoomId!,
            Network = part.Portal.Network,
            Chat = part.Portal.Chat,
            Message = part.Message.Id,
            Account = part.Account.Id,
            Sender = part.Message.Sender.Value,
            FromMatrix = false,
            Place = LivePlaces.Write(place),
            Version = part.Message.Version,
            BeganAt = part.Message.Timestamp.ToUnixTimeMilliseconds(),
            EndsAt = (part.Message.Timestamp + PeriodOf(place)).ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>A user here has ended on the network what they share from Matrix.</summary>
    private async Task<RowOutcome> EndOwnAsync(RunningAccount account, PortalRow portal, LiveLocationRow row, CancellationToken cancellationToken)
    {
        var sender = await senders.ForAsync(account, portal, account.Account.Self, cancellationToken);
        if (sender.User.Value == row.Sender)
        {
            var end = EndOf(row);
            end[BridgeMark.Key] = (BridgeMark.Message(portal, row.Message!.Value, "") with { Id = $"{row.EventId}/ended", IsChange = true }).Alone()[BridgeMark.Key]!.DeepClone();
            await sender.Client.SendStateAsync(sender.User, new RoomId(row.RoomId), BeaconTypes.Info, row.Sender, end, cancellationToken);
        }

        return new RowOutcome.Finished([LiveLocationTable.Close(row.EventId)]);
    }
}
