using System.Text.Json.Nodes;
using System.Threading.Channels;
using Bridges.Abstractions;
using Bridges.Core.Identity;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;
using EventId = Bridges.Matrix.EventId;

namespace Bridges.Core.Status;

/// <summary>
/// Tells authors what became of their messages. Success is shown by the bot's read receipt and, where that is wanted, by
/// an event, off the lane and dropped when there is too much of it; failure is said in plain words, and the lane waits
/// for that.
/// </summary>
internal sealed partial class DeliveryReports(HomeserverClients clients, CoreOptions options, NetworkCatalog networks, ILogger<DeliveryReports> logger)
{
    private const string StatusEvent = "com.beeper.message_send_status";

    private readonly NewestReceipts _receipts = new();
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

    /// <summary>Says that a message did not and will not get through.</summary>
    public async Task FailedAsync(RoomId room, EventId eventId, NetworkId network, string reason, CancellationToken cancellationToken)
    {
        await StatusAsync(room, eventId, network, "FAIL_PERMANENT", reason, cancellationToken);
        var name = networks.NameOf(network);
        await NoticeAsync(room, eventId, "failed", $"⚠ Your message was not sent to {name}. {reason}", cancellationToken);
    }

    /// <summary>Says that a message is held up and goes on being tried.</summary>
    public async Task DelayedAsync(RoomId room, EventId eventId, NetworkId network, string reason, CancellationToken cancellationToken)
    {
        await StatusAsync(room, eventId, network, "PENDING", reason, cancellationToken);
        await NoticeAsync(room, eventId, "delayed", $"Your message has not reached {networks.NameOf(network)} yet: {reason} The bridge goes on trying.", cancellationToken);
    }

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
            await TryAsync(() => StatusAsync(room, eventId, network, "SUCCESS", reason: null, stopping));
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

    private async Task StatusAsync(RoomId room, EventId eventId, NetworkId network, string status, string? reason, CancellationToken cancellationToken)
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
            actingAs: null, room, StatusEvent, TransactionIds.About(eventId.Value, $"status:{status}"), content, timestamp: null, cancellationToken);
    }

    private async Task NoticeAsync(RoomId room, EventId about, string what, string text, CancellationToken cancellationToken) =>
        await clients.Main.SendMessageAsync(
            actingAs: null, room, TransactionIds.About(about.Value, $"notice:{what}"),
            RoomMessageContent.Notice(text) with { RelatesTo = MessageRelation.ReplyTo(about) }, timestamp: null, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A delivery could not be shown to its author")]
        public static partial void NotShown(ILogger logger, Exception exception);
    }
}
