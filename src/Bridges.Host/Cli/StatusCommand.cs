using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Bridges.Core;
using Bridges.Core.Status;
using Bridges.Host.Administration;
using Bridges.Host.Configuration;
using Bridges.Host.Reports;

namespace Bridges.Host.Cli;

/// <summary><c>bridges status</c>.</summary>
internal static class StatusCommand
{
    public static Command Create(ConfigOption config)
    {
        var json = new Option<bool>("--json") { Description = "Print it as JSON, as /_bridges/admin/v1/overview has it." };
        return new Command("status", "Tell how everything stands: networks, what waits, sizes.") { json }.WithAction(async (parsed, cancellationToken) =>
        {
            var (configuration, output) = (config.Load(parsed).Value, parsed.InvocationConfiguration.Output);
            if (await RunningHost.FindAsync(configuration.Appservice, cancellationToken) is not { } host)
            {
                await TellOfStoppedAsync(output, configuration, parsed.GetValue(json), cancellationToken);
                return ExitCode.Success;
            }

            await using (host)
            {
                var report = await host.ReadAsync("overview", ReportsJson.Default.OverviewReport, cancellationToken);
                await (parsed.GetValue(json) ? output.WriteLineAsync(JsonSerializer.Serialize(report, ReportsJson.Default.OverviewReport)) : TellAsync(output, report));
                return ExitCode.Success;
            }
        });
    }

    private static async Task TellAsync(TextWriter output, OverviewReport report)
    {
        await TextTable.WriteAsync(
            output, ["network", "state", "connected", "engine"],
            [.. report.Networks.Select(network => new[] { network.Name, network.Problem ?? "works", $"{network.Connected} of {network.Accounts}", EngineOf(network.Engine) })],
            "No network is enabled.");
        await output.WriteLineAsync();
        await output.WriteLineAsync($"homeserver:      {report.Homeserver} {(report.HomeserverReachesUs ? "reaches the bridge" : "does not reach the bridge: see 'bridges doctor'")}");
        await WriteQueueAsync(output, QueueWords.Of(report.Waiting, report.WaitingSince), report.GivenUp);
        await output.WriteLineAsync($"runs since:      {report.RunsSince.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}, memory {ByteWords.Of(report.MemoryBytes)}");
        await WriteStoredAsync(output, report.Stored);
    }

    /// <summary>What is on disk is all that there is to tell.</summary>
    private static async Task TellOfStoppedAsync(TextWriter output, BridgesConfiguration configuration, bool asJson, CancellationToken cancellationToken)
    {
        if (asJson)
        {
            throw new CommandFailedException(ExitCode.Failure, "The bridge does not run. Start it with 'bridges run'.");
        }

        await using var data = await StoppedHost.OpenDataAsync(configuration, cancellationToken);
        using var stores = new StoreMeasuring(data.Database, configuration.ToCoreOptions(), TimeProvider.System);
        var depth = await data.Journal.DepthAsync(cancellationToken);
        await output.WriteLineAsync("The bridge does not run. Start it with 'bridges run'.");
        await WriteQueueAsync(output, QueueWords.Of(depth.Pending, depth.WaitingSince), depth.Dead);
        await WriteStoredAsync(output, await stores.MeasureAsync(cancellationToken));
    }

    private static Task WriteQueueAsync(TextWriter output, string waiting, long dead) =>
        output.WriteLineAsync($"messages:        {waiting}, {dead} given up{(dead > 0 ? " (bridges dead-letters)" : "")}");

    private static async Task WriteStoredAsync(TextWriter output, StoredSizes stored)
    {
        await output.WriteLineAsync($"on disk:         database {(stored.Database is { } bytes ? ByteWords.Of(bytes) : "not to be asked")}");
        foreach (var folder in stored.Folders)
        {
            await output.WriteLineAsync($"                 {folder.Name} {ByteWords.Of(folder.Bytes)}");
        }
    }

    private static string EngineOf(EngineFigure? engine) => engine is null ? "none" : $"{ByteWords.Of(engine.MemoryBytes)}, {engine.Restarts} restarts";
}
