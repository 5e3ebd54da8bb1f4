using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Which event an edit on Matrix was of.</summary>
public sealed class EditTable(Database database)
{
    private const string InsertSql = "INSERT INTO edits (event_id, network, receiver, chat_id, target_id) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    private const string TargetSql = "SELECT target_id FROM edits WHERE event_id = $1 AND network = $2 AND receiver = $3 AND chat_id = $4";

    /// <param name="edit">The event that edits.</param>
    /// <param name="target">The event that is edited.</param>
    public static Statement Insert(string edit, NetworkId network, ChatKey chat, string target) =>
        new(InsertSql, edit, network.Value, chat.ReceiverColumn(), chat.Chat.Value, target);

    /// <summary>The event that an edit was of; null where it is no edit that was bridged in this chat.</summary>
    public Task<string?> TargetOfAsync(string edit, NetworkId network, ChatKey chat, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(reader => reader.GetString(0), TargetSql, [edit, network.Value, chat.ReceiverColumn(), chat.Chat.Value], cancellationToken);
}
