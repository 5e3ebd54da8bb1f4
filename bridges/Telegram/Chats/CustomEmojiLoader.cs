using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Chats;

/// <summary>Asks what custom emoji look like, before the texts that hold them are translated. Without an answer the ordinary emoji stand for them.</summary>
internal sealed class CustomEmojiLoader(AccountSession session)
{
    private const int AskedAtOnce = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Those in the text or caption of a message.</summary>
    public Task LoadOfAsync(JsonElement message, TdState state, CancellationToken cancellationToken) =>
        message.Object("content") is { } content && (content.Object("text") ?? content.Object("caption")) is { } text
            ? LoadAsync(FormattedTextReader.CustomEmoji(text), state, cancellationToken)
            : Task.CompletedTask;

    public async Task LoadAsync(IEnumerable<long> numbers, TdState state, CancellationToken cancellationToken)
    {
        var unknown = numbers.Where(number => number != 0 && state.CustomEmoji(number) is null).Distinct().Take(AskedAtOnce).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        try
        {
            var request = TdJson.Request("getCustomEmojiStickers", ("custom_emoji_ids", new JsonArray([.. unknown.Select(number => (JsonNode)$"{number}")])));
            var answer = await session.RequestAsync(request, cancellationToken, Patience);
            foreach (var sticker in answer.Items("stickers"))
            {
                if (sticker.Object("full_type") is { } type && type.Number("custom_emoji_id") is not 0 and var id)
                {
                    state.LearnCustomEmoji(id, sticker);
                }
            }
        }
        catch (Exception exception) when (exception is TdException or BridgeException)
        {
            // The next message that has one asks again.
        }
    }
}
