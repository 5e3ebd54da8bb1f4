using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Lets all that is known of a chat's messages go along when the chat gets another key. What is known under the new one stays.</summary>
public static class MessageMoves
{
    private const string OfChat = "network = $1 AND receiver = $2 AND chat_id = $3";

    /// <summary>Tables in which a message is part of the key, with their other columns.</summary>
    private static readonly (string Table, string Others)[] _keyedByMessage =
    [
        ("reactions", ", sender, reaction_key, event_id, created_at"),
        ("polls", ", event_id, options, result_event, ended"),
        ("poll_votes", ", sender, options"),
        ("message_choices", ", choices"),
        ("pins", ""),
    ];

    /// <summary>Tables that name a message beside a key of their own.</summary>
    private static readonly string[] _naming = ["timers", "live_locations"];

    /// <param name="prefix">What stands before the messages' ids from now on; empty: they keep them.</param>
    public static IEnumerable<Statement> Of(NetworkId network, ChatKey from, ChatKey to, string prefix)
    {
        object?[] keys = [network.Value, from.ReceiverColumn(), from.Chat.Value];
        object?[] all = [.. keys, to.ReceiverColumn(), to.Chat.Value, prefix];
        foreach (var statement in MessageTable.Move(network, from, to, prefix))
        {
            yield return statement;
        }

        foreach (var (table, others) in _keyedByMessage)
        {
            yield return new(
                $"""
                INSERT INTO {table} (network, receiver, chat_id, message_id{others})
                SELECT network, CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS TEXT) || message_id{others} FROM {table} WHERE {OfChat} ON CONFLICT DO NOTHING
                """,
                all);
            yield return new($"DELETE FROM {table} WHERE {OfChat}", keys);
        }

        foreach (var table in _naming)
        {
            yield return new($"UPDATE {table} SET receiver = $4, chat_id = $5, message_id = CAST($6 AS TEXT) || message_id WHERE {OfChat}", all);
        }

        yield return new($"UPDATE edits SET receiver = $4, chat_id = $5 WHERE {OfChat}", all[..5]);
    }
}
