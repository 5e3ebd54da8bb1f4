namespace Bridges.TestBeds.Host;

/// <summary>How a <see cref="BridgesHost"/> is set up.</summary>
public sealed record BridgesHostOptions
{
    /// <summary>Where the homeserver is reached.</summary>
    public required Uri HomeserverUrl { get; init; }

    /// <summary>The program; default: what <c>./build</c> made of these sources.</summary>
    public string ProgramPath { get; init; } = BridgesHost.ProgramPath;

    /// <summary>The homeserver's name, as in user ids. Default: <c>hs.test</c>.</summary>
    public string ServerName { get; init; } = "hs.test";

    /// <summary>The value of <c>database</c> in the configuration. Default: SQLite in the host's own folder.</summary>
    public string Database { get; init; } = "sqlite:bridges.db";

    /// <summary>
    /// Further YAML for the configuration, such as <c>networks:</c>; must not repeat the sections
    /// <c>homeserver</c>, <c>appservice</c>, <c>double_puppet</c>, <c>database</c> and <c>permissions</c>.
    /// </summary>
    public string ExtraConfiguration { get; init; } = "";

    /// <summary>Who may do what, by user id, server name or <c>*</c>. Default: everybody is a user.</summary>
    public IReadOnlyDictionary<string, string> Permissions { get; init; } = new Dictionary<string, string> { ["*"] = "user" };

    /// <summary>Set on top of this process's own environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long a start may take. Default: two minutes, because others load the machine.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
