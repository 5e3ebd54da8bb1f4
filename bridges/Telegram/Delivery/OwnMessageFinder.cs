using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.Delivery;

/// <summary>Finds what an account wrote in a chat since a hand-over began: after the message noted then, else since that time.</summary>
internal sealed class OwnMessageFinder(AccountSession session, HistoryPages pages, DeliveryMarks marks, TimeProvider time)
{
    /// <summary>Dates are whole seconds, and the two clocks are known to each other only so well.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    private const int LongestSearch = 2000;

    public async Task<OwnMessages> FindAsync(DeliveryId delivery, long chat, DateTimeOffset handedOverAt, CancellationToken cancellationToken)
    {
        var mark = await marks.FindAsync(delivery, chat, cancellationToken);
        var since = mark is null ? await OnTelegramsClockAsync(handedOverAt, cancellationToken) - Skew : DateTimeOffset.MinValue;
        var own = new Stack<JsonElement>();
        var seen = 0;
        await foreach (var message in pages.NewestFirstAsync(chat, cancellationToken))
        {
            if (message.Number("id") <= (mark ?? 0) || message.Time("date") < since)
            {
                break;
            }

            if (++seen > LongestSearch)
            {
                return new OwnMessages([.. own], IsComplete: false);
            }

            if (message.Flag("is_outgoing") && message.Object("sending_state") is null)
            {
                own.Push(message);
            }
        }

        return new OwnMessages([.. own], IsComplete: true);
    }

    private async Task<DateTimeOffset> OnTelegramsClockAsync(DateTimeOffset hostTime, CancellationToken cancellationToken)
    {
        var now = await session.RequestAsync(TdJson.Request("getOption", ("name", "unix_time")), cancellationToken);
        return hostTime + (now.Time("value") - time.GetUtcNow());
    }
}
