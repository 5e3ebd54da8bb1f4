using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.FromMatrix.Contents;
using Bridges.Core.Lanes;
using Bridges.Core.LiveLocations;
using Bridges.Core.Portals;
using Bridges.Core.Status;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.FromMatrix.Places;

/// <summary>
/// Places that Matrix users share for a while (MSC3672). With the first place it becomes a message on the network; where it moves to is
/// only noted here, and told a moment later.
/// </summary>
internal sealed class MatrixBeacons(SenderAccounts senders, LiveLocationTable table, Deliveries deliveries, DeliveryReports reports, SentRemarks remarks, LiveLocationNews news, TimeProvider time)
{
    /// <summary>Somebody begins to share where they are, or stops.</summary>
    public async Task<RowOutcome> AnnounceAsync(PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        if (roomEvent.StateKey != roomEvent.Sender.Value || BeaconInfo.TryParse(roomEvent.Content, roomEvent.OriginServerTs) is not { } info)
        {
            return RowOutcome.Nothing;
        }

        news.Tell();
        await lane.SettleAsync();
        var open = await table.OpenOfAsync(roomEvent.RoomId.Value, roomEvent.Sender.Value, cancellationToken);
        var ended = open is { } former && former.EventId != roomEvent.EventId.Value ? [LiveLocationTable.Ended(former.EventId)] : Array.Empty<Statement>();
        if (!info.IsLive || info.Since + info.Timeout <= time.GetUtcNow())
        {
            return new RowOutcome.Finished(ended);
        }

        var account = await senders.RequireAsync(portal, roomEvent.Sender, cancellationToken);
        var row = new LiveLocationRow
        {
            EventId = roomEvent.EventId.Value,
            RoomId = roomEvent.RoomId.Value,
            Network = portal.Network,
            Chat = portal.Chat,
            Account = account.Id,
            Sender = roomEvent.Sender.Value,
            FromMatrix = true,
            IsBeacon = true,
            BeganAt = info.Since.ToUnixTimeMilliseconds(),
            EndsAt = (info.Since + info.Timeout).ToUnixTimeMilliseconds(),
        };
        return new RowOutcome.Finished([.. ended, LiveLocationTable.Insert(row)]);
    }

    /// <summary>Somebody who shares where they are is in a place.</summary>
    public async Task<RowOutcome> MoveAsync(JournalRow row, PortalRow portal, MatrixEvent roomEvent, LaneContext lane, CancellationToken cancellationToken)
    {
        if (Beacon.TryParse(roomEvent.Content, roomEvent.OriginServerTs) is not { } beacon)
        {
            return RowOutcome.Nothing;
        }

        await lane.SettleAsync();
        // Anybody can name anybody's sharing.
        if (await table.FindAsync(beacon.Info.Value, cancellationToken) is not { FromMatrix: true, IsClosed: false, HasEnded: false } sharing
            || sharing.Sender != roomEvent.Sender.Value || sharing.RoomId != portal.RoomId)
        {
            return RowOutcome.Nothing;
        }

        news.Tell();
        var left = DateTimeOffset.FromUnixTimeMilliseconds(sharing.EndsAt) - time.GetUtcNow();
        var place = new LiveLocationContent(beacon.Point.Latitude, beacon.Point.Longitude) { Accuracy = beacon.Point.Accuracy, Period = left, Description = beacon.Description };
        return left <= TimeSpan.Zero ? RowOutcome.Nothing
            : sharing.Message is null ? await SendAsync(row, portal, roomEvent with { EventId = beacon.Info }, place, lane, cancellationToken)
            : new RowOutcome.Finished([LiveLocationTable.Moved(sharing.EventId, LivePlaces.Write(place), row.Id)]);
    }

    /// <param name="sharing">The event with the id of the one that began the sharing, which the message stands for.</param>
    private async Task<RowOutcome> SendAsync(
        JournalRow row, PortalRow portal, MatrixEvent sharing, LiveLocationContent place, LaneContext lane, CancellationToken cancellationToken)
    {
        var account = await senders.RequireAsync(portal, sharing.Sender, cancellationToken);
        var moves = account.Account is ISends<LiveLocationContent> and IEditsMessages;
        var message = new OutgoingMessage(new DeliveryId(sharing.EventId.Value), portal.Chat, ContentFor(account, place)) { Timestamp = sharing.OriginServerTs };
        var sent = await deliveries.DeliverAsync(row, account, message, lane, cancellationToken);
        var remark = moves ? null : $"{account.NetworkName} shows where you are now, but cannot follow you from here.";
        await remarks.TellAsync(sharing, sent with { Remark = sent.Remark ?? remark }, cancellationToken);
        reports.Delivered(sharing.RoomId, sharing.EventId, portal.Network);
        return new RowOutcome.Finished(
        [
            .. sent.Ids.SelectMany((id, ordinal) => MessageTable.Insert(SentRows.Of(portal, account, sharing, id, ordinal, sent.Timestamp))),
            LiveLocationTable.Sent(sharing.EventId.Value, sent.Ids[0], LivePlaces.Write(place), row.Id, time.GetUtcNow().ToUnixTimeMilliseconds()),
            .. moves ? [] : (Statement[])[LiveLocationTable.Close(sharing.EventId.Value)],
        ]);
    }

    /// <summary>As much of it as the network takes.</summary>
    private static MessageContent ContentFor(RunningAccount account, LiveLocationContent place) => account.Account switch
    {
        ISends<LiveLocationContent> and IEditsMessages => place,
        ISends<LocationContent> => new LocationContent(place.Latitude, place.Longitude) { Accuracy = place.Accuracy, Name = place.Description },
        _ => new TextContent(RichText.Plain(PlaceLinks.Of(place.Description ?? "📍", place.Latitude, place.Longitude))),
    };
}
