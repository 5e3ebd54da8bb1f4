using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;

namespace Bridges.Signal.Incoming;

/// <summary>What others made of a message of the history: reactions, votes, and that a poll has ended.</summary>
internal static class HistoryResponses
{
    /// <param name="line">The message as the engine tells it.</param>
    /// <param name="message">The same, as it was read.</param>
    public static IEnumerable<RemoteEvent> Read(JsonElement line, RemoteMessage message)
    {
        foreach (var reaction in line.Items("reactions"))
        {
            if (reaction.Text("sender") is { } sender && reaction.Text("emoji") is { } emoji)
            {
                var at = reaction.Number("timestamp") is > 0 and var timestamp ? RemoteIds.Time(timestamp) : message.Timestamp;
                yield return new RemoteReactions { Chat = message.Chat, Timestamp = at, Target = message.Id, Sender = new RemoteUserId(sender), Reactions = [new Reaction(emoji)] };
            }
        }

        foreach (var vote in line.Items("votes"))
        {
            if (vote.Text("sender") is { } sender)
            {
                yield return new RemoteVote
                {
                    Chat = message.Chat, Timestamp = message.Timestamp, Poll = message.Id, Sender = new RemoteUserId(sender),
                    Options = [.. vote.Items("options").Where(option => option.ValueKind == JsonValueKind.Number).Select(option => option.GetRawText())],
                };
            }
        }

        if (line.Flag("ended"))
        {
            yield return new RemotePollResult { Chat = message.Chat, Timestamp = message.Timestamp, Poll = message.Id, Sender = message.Sender, HasEnded = true };
        }
    }
}
