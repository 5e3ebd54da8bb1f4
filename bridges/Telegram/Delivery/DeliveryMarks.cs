using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Delivery;

/// <summary>
/// Notes, in TDLib's own store and before a message is handed to it, which message was the chat's last: what carries out
/// the delivery comes after that one. As deliveries to one chat never overlap, one note per chat is enough. It is kept here too, as
/// an engine that is killed may not have written it.
/// </summary>
internal sealed class DeliveryMarks(AccountSession session, HistoryPages pages)
{
    /// <summary>TDLib keeps options whose names begin with an x for the application.</summary>
    private const string Prefix = "x_delivery_";

    private readonly ConcurrentDictionary<long, (DeliveryId Delivery, long Last)> _marks = new();

    public async Task SetAsync(DeliveryId delivery, JsonElement chat, CancellationToken cancellationToken)
    {
        var last = await LastAsync(chat, cancellationToken);
        _marks[chat.Number("id")] = (delivery, last);
        var value = TdJson.Request("optionValueString", ("value", $"{last} {delivery}"));
        await session.RequestAsync(TdJson.Request("setOption", ("name", $"{Prefix}{chat.Number("id")}"), ("value", value)), cancellationToken);
    }

    /// <summary>TDLib's id of the last message before this delivery; null where that is not known.</summary>
    public async Task<long?> FindAsync(DeliveryId delivery, long chat, CancellationToken cancellationToken)
    {
        if (_marks.TryGetValue(chat, out var mark) && mark.Delivery == delivery)
        {
            return NullIfNone(mark.Last);
        }

        var value = await session.RequestAsync(TdJson.Request("getOption", ("name", $"{Prefix}{chat}")), cancellationToken);
        var parts = value.Text("value").Split(' ', 2);
        return parts.Length == 2
            && parts[1] == delivery.Value
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                ? NullIfNone(last)
                : null;
    }

    /// <summary>TDLib need not know a chat's last message, of one found by a search for instance; then it is asked of the history.</summary>
    private async Task<long> LastAsync(JsonElement chat, CancellationToken cancellationToken)
    {
        if (chat.Object("last_message")?.Number("id") is > 0 and var known)
        {
            return known;
        }

        try
        {
            return await pages.NewestAsync(chat.Number("id"), cancellationToken);
        }
        catch (TdException exception) when (exception.Code == 400)
        {
            // Bots may not read it, and nobody looks for what they sent.
            return 0;
        }
    }

    private static long? NullIfNone(long message) => message > 0 ? message : null;
}
