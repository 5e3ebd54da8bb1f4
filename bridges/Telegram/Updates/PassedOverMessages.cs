using System.Text.Json;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Updates;

/// <summary>
/// Finds the messages of supergroups and channels that TDLib passed over: when more than a hundred events come at once, the server
/// sends the last message only (<c>updates.channelDifferenceTooLong</c>), and TDLib goes on with it. These chats number their
/// messages one by one, so that a number left out is seen; mostly it is a message that was deleted at once. For one caller at a time.
/// </summary>
internal sealed class PassedOverMessages(HistoryPages pages, ToldMessages told)
{
    private const int Most = 2000;
    private const long NextNumber = 1L << 20;

    private readonly Dictionary<long, long> _lastTold = [];

    /// <summary>TDLib's messages between the one told last and this one, oldest first.</summary>
    /// <exception cref="Abstractions.BridgeException">They cannot be read just now; this message is then not counted as told.</exception>
    public async Task<IReadOnlyList<JsonElement>> BeforeAsync(JsonElement message, CancellationToken cancellationToken)
    {
        var (chat, id) = (message.Number("chat_id"), message.Number("id"));
        if (!ChatIds.IsSupergroup(chat) || RemoteIds.Message(id) is null)
        {
            return [];
        }

        var last = _lastTold.GetValueOrDefault(chat);
        var missed = last > 0 && id > last + NextNumber ? await ReadAsync(chat, id, before => before.Number("id") > last, cancellationToken) : [];
        _lastTold[chat] = Math.Max(last, id);
        return missed;
    }

    /// <summary>What came a moment before a message that TDLib did not tell of, and after the one that it told of last, oldest first.</summary>
    /// <exception cref="Abstractions.BridgeException">They cannot be read just now.</exception>
    public async Task<IReadOnlyList<JsonElement>> RecentBeforeAsync(JsonElement message, long after, CancellationToken cancellationToken)
    {
        var (chat, id) = (message.Number("chat_id"), message.Number("id"));
        var untold = await ReadAsync(chat, id, before => before.Number("id") > after && told.IsRecent(before), cancellationToken);
        if (ChatIds.IsSupergroup(chat))
        {
            _lastTold[chat] = Math.Max(_lastTold.GetValueOrDefault(chat), id);
        }

        return untold;
    }

    private async Task<IReadOnlyList<JsonElement>> ReadAsync(long chat, long before, Func<JsonElement, bool> isMissed, CancellationToken cancellationToken)
    {
        var missed = new Stack<JsonElement>();
        try
        {
            await foreach (var message in pages.NewestFirstAsync(chat, before, cancellationToken))
            {
                if (missed.Count >= Most || !isMissed(message))
                {
                    break;
                }

                missed.Push(message);
            }
        }
        catch (TdException exception) when (exception.Code is 400 or 403 or 404)
        {
            // Bots may not read history, and get whatever there is; or the chat is closed to the account by now.
        }
        catch (TdException exception)
        {
            throw TelegramErrors.Translate(exception);
        }

        return [.. missed];
    }
}
