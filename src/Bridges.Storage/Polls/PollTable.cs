using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Polls, and what each person chose last.</summary>
public sealed class PollTable(Database database)
{
    private const string Columns = "network, receiver, chat_id, message_id, event_id, options, result_event, ended";
    private const string OfMessage = "network = $1 AND receiver = $2 AND chat_id = $3 AND message_id = $4";

    private const string UpsertSql = $"""
        INSERT INTO polls ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (network, receiver, chat_id, message_id) DO UPDATE SET
            event_id = excluded.event_id, options = excluded.options, result_event = excluded.result_event, ended = excluded.ended
        """;

    private const string VoteSql = """
        INSERT INTO poll_votes (network, receiver, chat_id, message_id, sender, options) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (network, receiver, chat_id, message_id, sender) DO UPDATE SET options = excluded.options
        """;

    private const string FindSql = $"SELECT {Columns} FROM polls WHERE {OfMessage}";
    private const string ByEventSql = $"SELECT {Columns} FROM polls WHERE event_id = $1";
    private const string VotesSql = $"SELECT options FROM poll_votes WHERE {OfMessage}";
    private const string FindVoteSql = $"SELECT options FROM poll_votes WHERE {OfMessage} AND sender = $5";

    public static Statement Upsert(PollRow row) =>
        new(UpsertSql, row.Message.Columns(row.EventId, row.Options, row.ResultEvent, row.HasEnded.Column()));

    /// <param name="options">The network's ids of the chosen options, as JSON.</param>
    public static Statement Vote(MessageKey poll, RemoteUserId sender, string options) => new(VoteSql, poll.Columns(sender.Value, options));

    public Task<PollRow?> FindAsync(MessageKey poll, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, FindSql, poll.Columns(), cancellationToken);

    public Task<PollRow?> ByEventAsync(string eventId, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(Read, ByEventSql, [eventId], cancellationToken);

    /// <summary>What somebody chose last; null: nothing yet.</summary>
    public Task<string?> VoteOfAsync(MessageKey poll, RemoteUserId sender, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(static reader => reader.GetString(0), FindVoteSql, poll.Columns(sender.Value), cancellationToken);

    /// <summary>What everybody chose last of whom it is known, as JSON.</summary>
    public Task<IReadOnlyList<string>> VotesAsync(MessageKey poll, CancellationToken cancellationToken) =>
        database.QueryAsync(static reader => reader.GetString(0), VotesSql, poll.Columns(), cancellationToken);

    private static PollRow Read(DbDataReader reader) => new(
        new MessageKey(new NetworkId(reader.GetString(0)), reader.Chat(1, 2), new RemoteMessageId(reader.GetString(3))),
        reader.GetString(4), reader.GetString(5), reader.TextOrNull(6), reader.Flag(7));
}
