using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Sessions;

namespace Bridges.Telegram.Polls;

/// <summary>Votes in polls, and ends those of the account. Options are found by their ids, as Telegram may show them in another order.</summary>
internal sealed class Voter(AccountSession session)
{
    public async Task VoteAsync(OutgoingVote vote, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        var (chat, message) = (RemoteIds.Chat(vote.Chat.Chat), RemoteIds.Message(vote.Poll));
        var found = await session.RequestAsync(MessageRequests.Get(chat, message), cancellationToken);
        if (found.Object("content")?.Object("poll") is not { } poll)
        {
            throw BridgeException.Permanent("This poll is no longer on Telegram.");
        }

        var before = PollReader.Chosen(poll);
        if (before.Order(StringComparer.Ordinal).SequenceEqual(vote.Options.Order(StringComparer.Ordinal)))
        {
            return;
        }

        if (poll.Flag("is_closed"))
        {
            throw BridgeException.Permanent("This poll has ended on Telegram.");
        }

        if (before.Count > 0 && PollReader.IsQuiz(poll))
        {
            throw BridgeException.Permanent("In a quiz on Telegram the first answer counts; it cannot be changed.");
        }

        var ids = PollReader.Options(poll).Select(option => option.Text("id")).ToList();
        var chosen = vote.Options.Select(option => ids.IndexOf(option)).Where(index => index >= 0).ToList();
        await session.RequestAsync(
            TdJson.Request(
                "setPollAnswer", ("chat_id", chat), ("message_id", message), ("option_ids", new JsonArray([.. chosen.Select(index => (JsonNode)index)]))),
            cancellationToken);
    }

    public async Task EndAsync(ChatKey chat, RemoteMessageId poll, CancellationToken cancellationToken)
    {
        await session.WaitUntilConnectedAsync(cancellationToken);
        await session.RequestAsync(
            TdJson.Request("stopPoll", ("chat_id", RemoteIds.Chat(chat.Chat)), ("message_id", RemoteIds.Message(poll))), cancellationToken);
    }
}
