namespace Bridges.Storage;

/// <summary>The buttons under messages, as JSON.</summary>
public sealed class ChoiceTable(Database database)
{
    private const string UpsertSql = """
        INSERT INTO message_choices (network, receiver, chat_id, message_id, choices) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (network, receiver, chat_id, message_id) DO UPDATE SET choices = excluded.choices
        """;

    private const string FindSql = "SELECT choices FROM message_choices WHERE network = $1 AND receiver = $2 AND chat_id = $3 AND message_id = $4";

    public static Statement Upsert(MessageKey message, string choices) => new(UpsertSql, message.Columns(choices));

    /// <summary>Null: it has none.</summary>
    public Task<string?> FindAsync(MessageKey message, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(static reader => reader.GetString(0), FindSql, message.Columns(), cancellationToken);
}
