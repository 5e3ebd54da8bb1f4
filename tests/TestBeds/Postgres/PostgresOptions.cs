namespace Bridges.TestBeds.Postgres;

/// <summary>How a <see cref="PostgresServer"/> is set up.</summary>
public sealed record PostgresOptions
{
    /// <summary>Whether commits reach the disk as they do in production. Default: no, which is faster.</summary>
    public bool Durable { get; init; }

    /// <summary>How many connections the server takes at once. Default: 200.</summary>
    public int MaxConnections { get; init; } = 200;
}
