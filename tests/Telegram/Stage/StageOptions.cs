using Bridges.TestBeds.Synapse;

namespace Bridges.Telegram.Stage;

/// <summary>How a <see cref="TelegramStage"/> is set.</summary>
public sealed record StageOptions
{
    /// <summary>Default: SQLite.</summary>
    public StageDatabase Database { get; init; } = StageDatabase.Sqlite;

    /// <summary>Where the bridge keeps what it knows, as in its configuration, in place of <see cref="Database"/>. Default: none.</summary>
    public string? DatabaseAddress { get; init; }

    /// <summary>How long a start of the bridge may take. Default: three minutes, as the machine may be busy.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Further settings of the network <c>telegram</c>, one <c>name: value</c> a line, not indented. Default: none.</summary>
    public string TelegramConfiguration { get; init; } = "";

    /// <summary>Further sections of the bridge's configuration (YAML), besides <c>networks</c>. Default: none.</summary>
    public string ExtraConfiguration { get; init; } = "";

    /// <summary>Who may do what with the bridge, by user id, server name or <c>*</c>. Default: everybody is a user.</summary>
    public IReadOnlyDictionary<string, string> Permissions { get; init; } = new Dictionary<string, string> { ["*"] = "user" };

    /// <summary>The homeserver's settings; its port, name and registrations are the stage's own affair.</summary>
    public SynapseOptions Synapse { get; init; } = new();
}
