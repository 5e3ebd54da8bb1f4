using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Http;

namespace Bridges.Host.Doctor;

/// <summary>Makes all checks, one after the other: what one finds out, the next builds on.</summary>
internal sealed class Examination(ConfigurationFile configuration, Uri? wellKnownPlace, TimeProvider timeProvider)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly IReadOnlyList<IDoctorCheck> Checks =
    [
        new MachineCheck(),
        new SecretFilesCheck(),
        new DataDirectoryCheck(),
        new ServiceCheck(),
        new NetworkDriveCheck(),
        new DatabaseCheck(),
        new MemoryCheck(),
        new KeyFitsCheck(),
        new DeadLettersCheck(),
        new HomeserverReachableCheck(),
        new HomeserverVersionCheck(),
        new ClockCheck(),
        new AppserviceTokenCheck(),
        new InstallationCheck(),
        new PermissionsCheck(),
        new DoublePuppetCheck(),
        new RegistrationFileCheck(),
        new NamespaceCheck(),
        new OverlapCheck(),
        new BotCheck(),
        new RateLimitCheck(),
        new PingCheck(),
        new EphemeralCheck(),
        new AdminRoomCheck(),
        new PublicUrlCheck(),
        new PageListenCheck(),
        new PageCheck(),
        new BodyLimitCheck(),
        new MediaCheck(),
        new MediaWorkerCheck(),
        new StatusEndpointCheck(),
        new WellKnownCheck(),
        new ModulesCheck(),
    ];

    /// <summary>The bridge itself, where it is examined from inside its host; null from outside.</summary>
    public IBridgeAdministration? Inside { get; init; }

    /// <summary>What comes to the bridge from the homeserver; null from outside.</summary>
    public HomeserverArrivals? Arrivals { get; init; }

    /// <summary>Called after each look.</summary>
    public Action Looked { get; init; } = () => { };

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken cancellationToken)
    {
        using var probe = new HomeserverProbe(configuration.Value.Homeserver.Url, Patience);
        var findings = new List<DoctorFinding> { DoctorFinding.Fine($"configuration {configuration.FilePath}", EnvironmentHint(configuration.Root)) };
        await using var place = await PlaceAtAddress.TakeAsync(configuration.Value.Appservice, findings, cancellationToken);
        var patient = new Patient(configuration, probe, timeProvider) { RunningHost = place.Host, ListensAtAddress = place.IsOurs, WellKnownPlace = wellKnownPlace, Arrivals = Arrivals };
        foreach (var check in Checks)
        {
            if (check is ServiceCheck && Inside is not null)
            {
                // What the service sees is looked at from there by all others.
                continue;
            }

            // Modules that run already are not loaded once more.
            var applicable = check is ModulesCheck && Inside is { } bridge ? new RunningNetworksCheck(bridge) : check;
            findings.AddRange(await LookAsync(applicable, patient, cancellationToken));
            Looked();
        }

        return SharedCause.Join(findings);
    }

    /// <summary>What one check did not foresee costs its own findings only.</summary>
    private static async Task<IReadOnlyList<DoctorFinding>> LookAsync(IDoctorCheck check, Patient patient, CancellationToken cancellationToken)
    {
        try
        {
            return await check.CheckAsync(patient, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return [DoctorFinding.Wrong(
                $"doctor itself ({check.GetType().Name})", $"It could not look: {exception.GetType().Name}: {exception.Message}",
                "If the words in it name a file or an address of yours, look at that; and please report it.")];
        }
    }

    /// <summary>The keys that variables set: to correct them in the file changes nothing.</summary>
    private static string? EnvironmentHint(MappingNode root)
    {
        var keys = ConfigurationKeys.Flatten(root).Where(entry => entry.Value.Location.IsEnvironment).Select(entry => $"{entry.Key} ({entry.Value.Location})").Order(StringComparer.Ordinal).ToArray();
        return keys.Length == 0 ? null : $"the environment, and not the file, says {string.Join(", ", keys)}";
    }
}
