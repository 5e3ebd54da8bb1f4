using System.Net.Sockets;
using Bridges.Host.Administration;
using Bridges.Host.Configuration;

namespace Bridges.Host.Doctor;

/// <summary>Makes all checks, one after the other: what one finds out, the next builds on.</summary>
internal sealed class Examination(ConfigurationFile configuration, TimeProvider timeProvider)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly IReadOnlyList<IDoctorCheck> Checks =
    [
        new SecretFilesCheck(),
        new DatabaseCheck(),
        new DeadLettersCheck(),
        new HomeserverReachableCheck(),
        new HomeserverVersionCheck(),
        new ClockCheck(),
        new AppserviceTokenCheck(),
        new DoublePuppetCheck(),
        new RegistrationFileCheck(),
        new PublicUrlCheck(),
        new PingCheck(),
        new MediaCheck(),
        new WellKnownCheck(),
        new ModulesCheck(),
    ];

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken cancellationToken)
    {
        using var probe = new HomeserverProbe(configuration.Value.Homeserver.Url, Patience);
        await using var running = await RunningHost.FindAsync(configuration.Value.Appservice, cancellationToken);
        var patient = new Patient(configuration, probe, timeProvider) { RunningHost = running };
        var findings = new List<DoctorFinding> { DoctorFinding.Fine($"configuration {configuration.FilePath}") };
        await using var standIn = await TakePlaceAsync(patient, findings, cancellationToken);
        foreach (var check in Checks)
        {
            findings.AddRange(await check.CheckAsync(patient, cancellationToken));
        }

        return findings;
    }

    private static async Task<StandInListener?> TakePlaceAsync(Patient patient, List<DoctorFinding> findings, CancellationToken cancellationToken)
    {
        var appservice = patient.Configuration.Appservice;
        if (patient.RunningHost is not null)
        {
            findings.Add(DoctorFinding.Fine($"bridge runs at {appservice.Listen}"));
            return null;
        }

        try
        {
            var standIn = await StandInListener.StartAsync(appservice, cancellationToken);
            findings.Add(DoctorFinding.Fine($"address {appservice.Listen} is free (the bridge does not run)"));
            return standIn;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            findings.Add(DoctorFinding.Wrong($"address {appservice.Listen}", $"It cannot be listened on: {exception.Message}", "Set appservice.listen to an address of this machine and a free port."));
            return null;
        }
    }
}
