using Bridges.Host.Administration;
using Bridges.Host.Configuration;

namespace Bridges.Host.Doctor;

/// <summary>What is examined, and what earlier checks have found out about it.</summary>
internal sealed class Patient(ConfigurationFile configuration, HomeserverProbe homeserver, TimeProvider timeProvider)
{
    public ConfigurationFile File { get; } = configuration;

    public BridgesConfiguration Configuration => File.Value;

    public HomeserverProbe Homeserver { get; } = homeserver;

    public TimeProvider TimeProvider { get; } = timeProvider;

    /// <summary>What the homeserver says it speaks (<c>/versions</c>); null while nothing has answered as one.</summary>
    public ProbeAnswer? Versions { get; set; }

    public bool HomeserverAnswers => Versions is not null;

    /// <summary>Set once the homeserver has taken the as_token.</summary>
    public bool TokenIsKnown { get; set; }

    /// <summary>Whether the homeserver has reached us when asked to; null where it was not or could not be asked.</summary>
    public bool? HomeserverReachesUs { get; set; }

    /// <summary>Where the server's name publishes its <c>.well-known</c> files; by default at its own address.</summary>
    public Uri? WellKnownPlace { get; init; }

    /// <summary>The host that runs at the configured address; null where none does.</summary>
    public IAdministration? RunningHost { get; init; }

    public string RegistrationDirectory => RegistrationFiles.DefaultDirectory(File.FilePath);
}
