using System.Text.Json.Nodes;
using System.Threading.Channels;
using Bridges.Abstractions;
using Bridges.Core.Identity;
using Bridges.Matrix;
using Bridges.Storage;
using Microsoft.Extensions.Logging;
using EventId = Bridges.Matrix.EventId;

namespace Bridges.Core.Status;

/// <summary>
/// Tells authors what became of their messages. Success is shown by the bot's read receipt and, where that is wanted, by
/// an event, off the lane and dropped when there is too much of it; failure is said in plain words, and the lane waits
/// for that.
/// </summary>
internal sealed partial class DeliveryReports(HomeserverClients clients, CoreOptions options, NetworkCatalog networks, TimeProvider time, ILogger<DeliveryReports> logger) : IBackgroundWork, IDisposable
{
    private const string StatusEvent = "com.beeper.message_send_status";

    private readonly NewestReceipts _receipts = new(time);
    private readonly Channel<(RoomId Room, EventId Event, NetworkId Network)> _successes = Channel.CreateBounded<(RoomId, EventId, NetworkId)>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Delivered(RoomId room, EventId eventId, NetworkId network)
    {
        _receipts.Set(room, eventId);
        if (options.StatusEventsForSuccess)
        {
            _successes.Writer.TryWrite((room, eventId, network));
        }
    }

    /// <summary>Says that something did not and will not get through, or that this cannot be known.</summary>
    public Task FailedAsync(JournalRow row, string reason, CancellationToken cancellationToken) =>
        TellAsync(
            row, row.State == JournalState.HandingOver ? "FAIL_RETRIABLE" : "FAIL_PERMANENT", reason,
            network => $"⚠ {(row.State == JournalState.HandingOver ? Subjects.Uncertain(Subjects.Of(row), network) : Subjects.Failed(Subjects.Of(row), network))} {reason}",
            cancellationToken);

    /// <summary>Says that a message is held up and goes on being tried.</summary>
    public Task DelayedAsync(JournalRow row, string reason, CancellationToken cancellationToken) =>
        TellAsync(row, "PENDING", reason, network => $"{Subjects.Delayed(Subjects.Of(row), network)} {reason} The bridge goes on trying.", cancellationToken);

    public void Dispose() => _receipts.Dispose();

    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(ShowReceiptsAsync(stopping), TellSuccessesAsync(stopping));

    private async Task ShowReceiptsAsync(CancellationToken stopping)
    {
        await foreach (var (room, eventId) in _receipts.TakeAllAsync(stopping))
        {
            await TryAsync(() => clients.Main.SendReadReceiptAsync(actingAs: null, room, eventId, stopping));
        }
    }

    private async Task TellSuccessesAsync(CancellationToken stopping)
    {
        await foreach (var (room, eventId, network) in _successes.Reader.ReadAllAsync(stopping))
        {
            await TryAsync(() => StatusAsync(room, eventId, network, "SUCCESS", reason: null, "", stopping));
        }
    }

    private async Task TryAsync(Func<Task> show)
    {
        try
        {
            await show();
        }
        catch (Exception exception) when (exception is MatrixException or HomeserverUnreachableException)
        {
            Log.NotShown(logger, exception);
        }
    }

    /// <summary>
    /// Says it by a status event and in words, once each: a row that was brought back, and so came in anew, has news of its own.
    /// </summary>
    private async Task TellAsync(JournalRow row, string status, string reason, Func<string, string> words, CancellationToken cancellationToken)
    {
        if (row is not { RoomId: { } roomId, EventId: { } id })
        {
            return;
        }

        var (room, eventId) = (new RoomId(roomId), new EventId(id));
        await StatusAsync(room, eventId, row.Network, status, reason, $"{row.CreatedAt}", cancellationToken);
        await clients.Main.SendMessageAsync(
            actingAs: null, room, TransactionIds.About(id, $"notice:{status}:{row.CreatedAt}"),
            RoomMessageContent.Notice(words(networks.NameOf(row.Network))) with { RelatesTo = MessageRelation.ReplyTo(eventId) },
            timestamp: null, cancellationToken);
    }

    private async Task StatusAsync(
        RoomId room, EventId eventId, NetworkId network, string status, string? reason, string occasion, CancellationToken cancellationToken)
    {
        var content = new JsonObject
        {
            ["network"] = network.Value,
            ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.reference", ["event_id"] = eventId.Value },
            ["status"] = status,
        };
        if (reason is not null)
        {
            content["reason"] = "m.foreign_network_error";
            content["message"] = reason;
        }

        await clients.Main.SendEventAsync(
            actingAs: null, room, StatusEvent, TransactionIds.About(eventId.Value, $"status:{status}:{occasion}"), content, timestamp: null, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A delivery could not be shown to its author")]
        public static partial void NotShown(ILogger logger, Exception exception);
    }
}
