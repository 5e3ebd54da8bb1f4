namespace Bridges.Telegram.Stage;

/// <summary>Where the bridge keeps what it knows.</summary>
public enum StageDatabase
{
    /// <summary>In a file of its own.</summary>
    Sqlite,

    /// <summary>In an empty database on this test process's PostgreSQL server.</summary>
    PostgreSql,
}
