using Bridges.Host.Configuration;

namespace Bridges.Host.Doctor;

/// <summary>What is examined, and what earlier checks have found out about it.</summary>
internal sealed class Patient(ConfigurationFile configuration, HomeserverProbe homeserver, TimeProvider timeProvider)
{
    public ConfigurationFile File { get; } = configuration;

    public BridgesConfiguration Configuration => File.Value;

    public HomeserverProbe Homeserver { get; } = homeserver;

    public TimeProvider TimeProvider { get; } = timeProvider;

    /// <summary>Set once the homeserver has answered as one.</summary>
    public bool HomeserverAnswers { get; set; }

    /// <summary>Set once the homeserver has taken the as_token.</summary>
    public bool TokenIsKnown { get; set; }

    /// <summary>Whether the host runs at the configured address, so that nothing else may take its place.</summary>
    public bool HostRuns { get; set; }

    public string RegistrationDirectory => RegistrationFiles.DefaultDirectory(File.FilePath);
}
