using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Reads columns the same way from both engines.</summary>
internal static class RowReading
{
    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static long? LongOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public static bool Flag(this DbDataReader reader, int column) => reader.GetInt64(column) != 0;

    public static byte[] Bytes(this DbDataReader reader, int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);

    /// <summary>A chat's key from its two columns, the receiver first.</summary>
    public static ChatKey Chat(this DbDataReader reader, int receiver, int chat) =>
        new(new RemoteChatId(reader.GetString(chat)), reader.GetString(receiver) is { Length: > 0 } account ? new AccountId(account) : null);

    /// <summary>How a chat's receiver is kept: empty where there is none, since a key cannot be null.</summary>
    public static string ReceiverColumn(this ChatKey chat) => chat.Receiver?.Value ?? "";

    public static long Column(this bool flag) => flag ? 1 : 0;
}
