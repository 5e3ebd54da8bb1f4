using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Chats;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Options;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Outgoing;

/// <summary>Changes messages that were sent before.</summary>
internal sealed class MessageEditor(AccountSession session, ChatFinder chats, EditVersions versions, TelegramOptions options)
{
    /// <returns>The version of the last message changed.</returns>
    public async Task<long> EditAsync(OutgoingEdit edit, CancellationToken cancellationToken)
    {
        var pieces = OutgoingText.Split(edit.Content, options.MessageLengthMax);
        if (pieces.Count > edit.Targets.Count)
        {
            throw BridgeException.Permanent(
                $"The edited text would need {pieces.Count} Telegram messages, and the original is {edit.Targets.Count}. Send the rest as a new message.");
        }

        await session.WaitUntilConnectedAsync(cancellationToken);
        var chat = (await chats.FindAsync(edit.Chat, cancellationToken)).Number("id");
        await FetchAsync(chat, edit.Targets.Take(pieces.Count), cancellationToken);
        long version = 0;
        foreach (var (piece, target) in pieces.Zip(edit.Targets))
        {
            version = Math.Max(version, versions.VersionOf(await EditAsync(chat, RemoteIds.Message(target), piece, cancellationToken)));
        }

        if (edit.Targets.Count > pieces.Count)
        {
            var left = edit.Targets.Skip(pieces.Count).Select(RemoteIds.Message);
            await session.RequestAsync(MessageRequests.Delete(chat, left), cancellationToken);
        }

        return version;
    }

    /// <summary>TDLib edits only what it knows: after a new login it first has to fetch what was sent before.</summary>
    private async Task FetchAsync(long chat, IEnumerable<RemoteMessageId> targets, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var target in targets)
            {
                await session.RequestAsync(MessageRequests.Get(chat, RemoteIds.Message(target)), cancellationToken);
            }
        }
        catch (TdException exception) when (exception.Code == 404)
        {
            throw BridgeException.Permanent("This message is no longer on Telegram.", inner: exception);
        }
    }

    private async Task<JsonElement> EditAsync(long chat, long message, RichText text, CancellationToken cancellationToken)
    {
        var draft = new Draft(chat, text, Reply: null);
        while (true)
        {
            try
            {
                var client = await session.ConnectedClientAsync(cancellationToken);
                var formatted = FormattedTextWriter.Write(draft.Text, client.State, draft.IsPlain);
                return await session.RequestAsync(MessageRequests.Edit(chat, message, formatted), cancellationToken);
            }
            catch (TdException exception) when (exception.Message.Contains("MESSAGE_NOT_MODIFIED", StringComparison.Ordinal))
            {
                return await session.RequestAsync(MessageRequests.Get(chat, message), cancellationToken);
            }
            catch (TdException exception) when (draft.Simplify(exception) is { } simpler)
            {
                draft = simpler;
            }
        }
    }
}
