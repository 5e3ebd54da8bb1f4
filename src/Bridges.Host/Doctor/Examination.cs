using Bridges.Core;
using Bridges.Host.Configuration;

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
        new DatabaseCheck(),
        new KeyFitsCheck(),
        new DeadLettersCheck(),
        new HomeserverReachableCheck(),
        new HomeserverVersionCheck(),
        new ClockCheck(),
        new AppserviceTokenCheck(),
        new PermissionsCheck(),
        new DoublePuppetCheck(),
        new RegistrationFileCheck(),
        new NamespaceCheck(),
        new OverlapCheck(),
        new RateLimitCheck(),
        new PingCheck(),
        new PublicUrlCheck(),
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

    /// <summary>Called after each look.</summary>
    public Action Looked { get; init; } = () => { };

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken cancellationToken)
    {
        using var probe = new HomeserverProbe(configuration.Value.Homeserver.Url, Patience);
        var findings = new List<DoctorFinding> { DoctorFinding.Fine($"configuration {configuration.FilePath}") };
        await using var place = await PlaceAtAddress.TakeAsync(configuration.Value.Appservice, findings, cancellationToken);
        var patient = new Patient(configuration, probe, timeProvider) { RunningHost = place.Host, ListensAtAddress = place.IsOurs, WellKnownPlace = wellKnownPlace };
        foreach (var check in Checks)
        {
            // Modules that run already are not loaded once more.
            var applicable = check is ModulesCheck && Inside is { } bridge ? new RunningNetworksCheck(bridge) : check;
            findings.AddRange(await applicable.CheckAsync(patient, cancellationToken));
            Looked();
        }

        return SharedCause.Join(findings);
    }
}
