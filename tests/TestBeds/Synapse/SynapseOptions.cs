namespace Bridges.TestBeds.Synapse;

/// <summary>How a <see cref="SynapseServer"/> is set up.</summary>
public sealed record SynapseOptions
{
    /// <summary>The part after the colon of user ids. Default: <c>hs.test</c>.</summary>
    public string ServerName { get; init; } = "hs.test";

    /// <summary>Paths of application service registrations; can be changed later with <see cref="SynapseServer.UseRegistrations"/>.</summary>
    public IReadOnlyList<string> Registrations { get; init; } = [];

    /// <summary>The TCP port on loopback; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Python's log level for the server's log file. Default: <c>WARNING</c>.</summary>
    public string LogLevel { get; init; } = "WARNING";

    /// <summary>More lines for the configuration (YAML); they come last and win over the bed's own.</summary>
    public string ExtraConfiguration { get; init; } = "";
}
