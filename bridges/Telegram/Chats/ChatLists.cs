using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Chats;

/// <summary>Has TDLib fetch the account's lists of chats from the server, which it does only when asked.</summary>
internal sealed class ChatLists(AccountSession session)
{
    private const int PageSize = 100;

    /// <summary>The main list, then what the user has archived.</summary>
    public static IReadOnlyList<string> All { get; } = ["chatListMain", "chatListArchive"];

    public async Task LoadAsync(string list, int limit, CancellationToken cancellationToken)
    {
        try
        {
            for (var loaded = 0; loaded < limit; loaded += PageSize)
            {
                var request = TdJson.Request("loadChats", ("chat_list", TdJson.Request(list)), ("limit", Math.Min(limit - loaded, PageSize)));
                await session.RequestAsync(request, cancellationToken);
            }
        }
        catch (TdException exception) when (exception.Code is 404 or 400)
        {
            // All are loaded; or it is a bot, which has no list.
        }
    }
}
