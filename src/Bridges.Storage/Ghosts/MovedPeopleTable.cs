using System.Data.Common;
using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>Which person has which other id since.</summary>
public sealed class MovedPeopleTable(Database database)
{
    private const string InsertSql = """
        INSERT INTO moved_people (network, from_id, to_id, joined) VALUES ($1, $2, $3, 0)
        ON CONFLICT (network, from_id) DO UPDATE SET to_id = excluded.to_id, joined = 0
        """;

    private const string DeleteSql = "DELETE FROM moved_people WHERE network = $1 AND from_id = $2";
    private const string JoinedSql = "UPDATE moved_people SET joined = 1 WHERE network = $1 AND from_id = $2";
    private const string AllSql = "SELECT network, from_id, to_id, joined FROM moved_people";

    /// <summary>The old id is no longer used.</summary>
    public static IEnumerable<Statement> Move(NetworkId network, RemoteUserId from, RemoteUserId to) =>
    [
        // Whoever comes back to an id has it.
        new(DeleteSql, network.Value, to.Value),
        new(InsertSql, network.Value, from.Value, to.Value),
    ];

    public static Statement Joined(MovedPerson person) => new(JoinedSql, person.Network.Value, person.From.Value);

    public Task<IReadOnlyList<MovedPerson>> AllAsync(CancellationToken cancellationToken) => database.QueryAsync(Read, AllSql, [], cancellationToken);

    private static MovedPerson Read(DbDataReader reader) => new(
        new NetworkId(reader.GetString(0)), new RemoteUserId(reader.GetString(1)), new RemoteUserId(reader.GetString(2)), reader.Flag(3));
}
