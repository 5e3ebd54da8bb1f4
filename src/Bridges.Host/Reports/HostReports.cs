using System.Diagnostics;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Doctor;
using Bridges.Host.Modules;

namespace Bridges.Host.Reports;

/// <summary>What admins ask of the host: the page and the API show the same. No message's text is among it.</summary>
internal sealed class HostReports(
    IBridgeAdministration bridge, ConfigurationInForce configuration, MessageHistory history, HomeserverContact contact, RecentLog log, DoctorRuns doctor, ModuleSet modules)
{
    /// <summary>Of the log, in one answer.</summary>
    public const int MostLines = 300;

    public async Task<OverviewReport> OverviewAsync(CancellationToken cancellationToken)
    {
        var depth = await bridge.DepthAsync(cancellationToken);
        var accounts = bridge.Accounts;
        var engines = EngineFigures.Read();
        using var self = Process.GetCurrentProcess();
        return new OverviewReport(
            [
                .. (await bridge.NetworksAsync(cancellationToken)).Select(network => new NetworkReport(
                    network.Description.Id.Value,
                    network.Description.DisplayName,
                    network.Health.IsHealthy ? null : network.Health.Problem ?? "does not work",
                    accounts.Count(account => account.Network == network.Description.Id),
                    accounts.Count(account => account.Network == network.Description.Id && account.State.Condition == AccountCondition.Connected),
                    engines.GetValueOrDefault(network.Description.Id.Value))),
            ],
            configuration.Started.Value.Homeserver.Url.ToString(), contact.IsReached, depth.Pending, depth.WaitingSince, depth.Dead, bridge.ActiveLanes,
            new DateTimeOffset(self.StartTime.ToUniversalTime()), self.WorkingSet64, await bridge.StoredAsync(cancellationToken), history.Read());
    }

    public IReadOnlyList<PartReport> Versions() => ShippedParts.Of(modules.Loaded, configuration.Started.Value.ModulesDirectory);

    /// <param name="part">The part of the program; empty: all.</param>
    /// <param name="words">What a line is to have in it; empty: anything.</param>
    public LogReport Log(LogLevel least, string part, string words)
    {
        var all = log.Lines;
        return new LogReport(
            [.. all.Select(line => line.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [
                .. all.Reverse()
                    .Where(line => line.Level >= least && (part.Length == 0 || line.Category == part)
                        && (words.Length == 0 || line.Text.Contains(words, StringComparison.OrdinalIgnoreCase) || line.Category.Contains(words, StringComparison.OrdinalIgnoreCase)))
                    .Take(MostLines),
            ]);
    }

    /// <summary>What counts and where it was written; without secrets.</summary>
    public IReadOnlyList<EffectiveSetting> Settings() => EffectiveConfiguration.Describe(configuration.Values);

    public ExaminationReport Examination() =>
        new(!doctor.Running.IsCompleted, doctor.At, [.. doctor.Findings.OrderBy(finding => finding.Verdict != DoctorVerdict.Wrong)]);
}
