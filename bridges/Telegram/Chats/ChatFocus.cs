using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Chats;

/// <summary>
/// Keeps the chats that are in use open in TDLib, which tells of typing in a private chat only while it is open.
/// </summary>
internal sealed class ChatFocus(AccountSession session)
{
    private const int MostOpen = 50;

    private readonly Lock _gate = new();
    private readonly LinkedList<long> _open = new();
    private TdClient? _client;

    /// <summary>Something happened in the chat. Returns at once.</summary>
    public void Touch(long chat) => _ = TouchAsync(chat);

    private async Task TouchAsync(long chat)
    {
        try
        {
            var client = await session.ClientAsync(CancellationToken.None);
            var (isNew, toClose) = Note(client, chat);
            if (isNew)
            {
                await session.RequestAsync(TdJson.Request("openChat", ("chat_id", chat)), CancellationToken.None);
            }

            if (toClose is { } oldest)
            {
                await session.RequestAsync(TdJson.Request("closeChat", ("chat_id", oldest)), CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is BridgeException or TdException)
        {
            // Without it only signs of typing are missing.
        }
    }

    private (bool IsNew, long? ToClose) Note(TdClient client, long chat)
    {
        lock (_gate)
        {
            if (_client != client)
            {
                _client = client;
                _open.Clear();
            }

            var isNew = !_open.Remove(chat);
            _open.AddLast(chat);
            if (_open.Count <= MostOpen)
            {
                return (isNew, null);
            }

            var oldest = _open.First!.Value;
            _open.RemoveFirst();
            return (isNew, oldest);
        }
    }
}
