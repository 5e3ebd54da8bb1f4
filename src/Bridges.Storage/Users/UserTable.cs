namespace Bridges.Storage;

/// <summary>Matrix users and where they talk with the bot.</summary>
public sealed class UserTable(Database database)
{
    private const string SetRoomSql =
        "INSERT INTO users (mxid, management_room) VALUES ($1, $2) ON CONFLICT (mxid) DO UPDATE SET management_room = excluded.management_room";

    public static Statement SetManagementRoom(string user, string roomId) => new(SetRoomSql, user, roomId);

    public Task<string?> ManagementRoomAsync(string user, CancellationToken cancellationToken) =>
        database.QueryFirstAsync(reader => reader.TextOrNull(0)!, "SELECT management_room FROM users WHERE mxid = $1", [user], cancellationToken);
}
