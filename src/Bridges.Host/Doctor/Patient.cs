using Bridges.Host.Administration;
using Bridges.Host.Configuration;
using Bridges.Host.Http;

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

    /// <summary>Set where it takes seconds over the simplest of answers.</summary>
    public bool HomeserverIsSlow { get; set; }

    public bool HomeserverAnswers => Versions is not null;

    /// <summary>Set once the homeserver has taken the as_token.</summary>
    public bool TokenIsKnown { get; set; }

    /// <summary>Set once the loaded registration was seen to be for the ghosts that the configuration names.</summary>
    public bool GhostsAreOurs { get; set; }

    /// <summary>The ghost that stands for nobody: what must be tried as one of the bridge's users is tried as it.</summary>
    public string DoctorGhost => $"{Configuration.Appservice.GhostPrefix}doctor";

    /// <summary>Set once that ghost is there.</summary>
    public bool DoctorGhostExists { get; set; }

    /// <summary>Set where the homeserver is another than the configured one, or the token does not get through: what follows from that is not told again.</summary>
    public bool IsMistaken { get; set; }

    /// <summary>Users whom the permissions name and the homeserver does not know.</summary>
    public HashSet<string> UnknownUsers { get; } = new(StringComparer.Ordinal);

    /// <summary>Cleared where nothing can be put into the folder for temporary files.</summary>
    public bool TemporaryFolderWorks { get; set; } = true;

    /// <summary>Set once nothing was found wrong with the database.</summary>
    public bool DatabaseWorks { get; set; }

    /// <summary>Set where another bridge than the one at our address has the database open.</summary>
    public bool DatabaseIsInUse { get; set; }

    /// <summary>Cleared where nothing can be written in the data directory.</summary>
    public bool DataDirectoryWorks { get; set; } = true;

    /// <summary>Whether the homeserver has reached us when asked to; null where it was not or could not be asked.</summary>
    public bool? HomeserverReachesUs { get; set; }

    /// <summary>Set once the address given to the homeserver was seen to lead to this bridge.</summary>
    public bool PublicUrlLeadsHere { get; set; }

    /// <summary>Where the server's name publishes its <c>.well-known</c> files; by default at its own address.</summary>
    public Uri? WellKnownPlace { get; init; }

    /// <summary>The host that runs at the configured address; null where none does.</summary>
    public IAdministration? RunningHost { get; init; }

    /// <summary>What comes to the bridge from the homeserver, where it is examined from inside; null from outside.</summary>
    public HomeserverArrivals? Arrivals { get; init; }

    /// <summary>The bot's full name.</summary>
    public string Bot => $"@{Configuration.Appservice.Bot}:{Configuration.Homeserver.ServerName}";

    /// <summary>Whether the bridge, or the doctor for it, listens at the configured address.</summary>
    public bool ListensAtAddress { get; init; } = true;

    public string RegistrationDirectory => RegistrationFiles.DefaultDirectory(File.FilePath);
}
