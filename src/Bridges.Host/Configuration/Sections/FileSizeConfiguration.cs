namespace Bridges.Host.Configuration;

/// <summary>The largest files in megabytes (1,000,000 bytes), by who sends or receives them; homeservers and networks may take less.</summary>
internal sealed record FileSizeConfiguration
{
    public int User { get; init; } = 2_147;

    public int Admin { get; init; } = 4_294;
}
