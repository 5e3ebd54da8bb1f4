using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Groups;

/// <summary>Gives groups and channels another name, description or picture. What is so already is what was wanted.</summary>
internal sealed class GroupEditor(AccountSession session, ChatFinder chats)
{
    private const int LongestName = 128;
    private const int LongestDescription = 255;

    public async Task SetNameAsync(ChatKey chat, string name, CancellationToken cancellationToken)
    {
        if (name.Length > LongestName)
        {
            throw BridgeException.Permanent("On Telegram the name of a chat has at most 128 characters.");
        }

        await ChangeAsync(chat, id => TdJson.Request("setChatTitle", ("chat_id", id), ("title", name)), cancellationToken);
    }

    public async Task SetTopicAsync(ChatKey chat, string topic, CancellationToken cancellationToken)
    {
        if (topic.Length > LongestDescription)
        {
            throw BridgeException.Permanent("On Telegram the description of a chat has at most 255 characters.");
        }

        await ChangeAsync(chat, id => TdJson.Request("setChatDescription", ("chat_id", id), ("description", topic)), cancellationToken);
    }

    public Task SetPictureAsync(ChatKey chat, MediaFile? picture, CancellationToken cancellationToken) => ChangeAsync(
        chat,
        id => TdJson.Request(
            "setChatPhoto",
            ("chat_id", id),
            ("photo", picture?.Path is { } path ? TdJson.Request("inputChatPhotoStatic", ("photo", TdJson.Request("inputFileLocal", ("path", path)))) : null)),
        cancellationToken);

    private async Task ChangeAsync(ChatKey chat, Func<long, JsonObject> request, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var known = StateReader.Chat(await chats.FindAsync(chat, cancellationToken));
        if (known.IsPrivate)
        {
            throw BridgeException.Permanent("This is a chat of two on Telegram, and not a group.");
        }

        try
        {
            await session.RequestAsync(request(known.Id), cancellationToken);
        }
        catch (TdException exception) when (exception.Message.Contains("NOT_MODIFIED", StringComparison.Ordinal))
        {
            // It is so already.
        }
    }
}
