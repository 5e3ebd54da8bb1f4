using Bridges.Core;

namespace Bridges.Host.Configuration;

/// <summary>The whole configuration, checked and with absolute paths.</summary>
internal sealed record BridgesConfiguration
{
    public required HomeserverConfiguration Homeserver { get; init; }

    public required AppserviceConfiguration Appservice { get; init; }

    public DoublePuppetConfiguration DoublePuppet { get; init; } = new();

    /// <summary><c>sqlite:file</c> or <c>postgres://user:password@host/name</c>.</summary>
    public Secret Database { get; init; } = new("sqlite:bridges.db");

    public SecretsConfiguration Secrets { get; init; } = new();

    /// <summary>Where modules keep files of their own.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>The folder with one folder for each module; by default <c>modules</c> beside the program.</summary>
    public string ModulesDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "modules");

    /// <summary>Who may do what: the longest fitting entry counts (user, then server, then <c>*</c>).</summary>
    public IReadOnlyDictionary<string, PermissionLevel> Permissions { get; init; } = new Dictionary<string, PermissionLevel>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, NetworkConfiguration> Networks { get; init; } = new Dictionary<string, NetworkConfiguration>(StringComparer.Ordinal);

    public MediaConfiguration Media { get; init; } = new();

    public BridgingConfiguration Bridging { get; init; } = new();

    public LoggingConfiguration Logging { get; init; } = new();

    public ProvisioningConfiguration Provisioning { get; init; } = new();

    public PageConfiguration Page { get; init; } = new();

    public MetricsConfiguration Metrics { get; init; } = new();

    public JournalConfiguration Journal { get; init; } = new();
}
