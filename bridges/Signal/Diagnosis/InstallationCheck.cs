using System.Globalization;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;
using Bridges.Signal.Errors;
using Microsoft.Extensions.Logging.Abstractions;
using Found = Bridges.Abstractions.Diagnosis;

namespace Bridges.Signal.Diagnosis;

/// <summary>
/// Checks what Signal needs: Node.js, the engine, and a way to Signal's service that takes this version. For the last it asks the service for a place
/// to link a device at, and drops it, so that no account is needed.
/// </summary>
internal sealed class InstallationCheck(EngineProgram program, IModuleHost host)
{
    // Less than the host has for a module's examination, so that what was found is told.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan OldAge = TimeSpan.FromDays(90);

    public async Task<IReadOnlyList<Found>> RunAsync(CancellationToken cancellationToken)
    {
        var found = new List<Found>();
        if (!File.Exists(program.EnginePath))
        {
            found.Add(new Found("Signal engine", $"{program.EnginePath} is missing.", "Install the module with its engine, as ./build lays it out."));
            return found;
        }

        var hub = new SignalEngineHub(
            events => new SupervisedEngine(new Engine(program.Create(), events, host.TimeProvider, NullLoggerFactory.Instance)),
            new SignalErrors(host.CommandPrefix), NullLogger<SignalEngineHub>.Instance);
        await using (hub)
        {
            hub.Start();
            found.Add(await CheckEngineAsync(hub, cancellationToken));
            if (found[^1].Problem is null)
            {
                found.Add(await CheckServiceAsync(hub, cancellationToken));
            }
        }

        found.Add(CheckAge(Path.Combine(program.EngineFolder, "package.json"), host.TimeProvider.GetUtcNow()));
        return found;
    }

    private async Task<Found> CheckEngineAsync(SignalEngineHub hub, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            // One that ended by itself once will not do better the next time.
            while (!hub.IsRunning && hub.Status.Condition is not (EngineCondition.Backoff or EngineCondition.Broken))
            {
                await Task.Delay(Pause, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is told as one that does not start.
        }

        return hub.IsRunning
            ? new Found("Signal engine")
            : new Found(
                "Signal engine",
                hub.Status.Problem ?? "It does not start.",
                $"Node.js 24 or newer is needed at {program.NodePath}: run scripts/install-node and ./build, or name it in networks.signal.node_path.");
    }

    private static async Task<Found> CheckServiceAsync(SignalEngineHub hub, CancellationToken cancellationToken)
    {
        try
        {
            await hub.AskAsync("probe", [], cancellationToken, Patience);
            return new Found("Signal's service");
        }
        catch (BridgeException exception)
        {
            return exception.Message == SignalErrors.TooOld
                ? new Found("Signal's service", "Signal refuses this version of Bridges as too old.", "Update Bridges.")
                : new Found("Signal's service", exception.Message, "Check that this machine reaches chat.signal.org on port 443, without a proxy that opens TLS.");
        }
    }

    /// <summary>Signal changes what it demands of clients every few months.</summary>
    /// <param name="package">The engine's own description: <c>librariesOf</c> is the day on which its libraries were the newest.</param>
    /// <param name="now">The time.</param>
    internal static Found CheckAge(string package, DateTimeOffset now)
    {
        const string Subject = "Age of the Signal engine";
        if (!DateOnly.TryParseExact(ReadDay(package), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new Found(Subject, $"{package} does not say of which day it is.", "Install the module with its engine, as ./build lays it out.");
        }

        var age = now - new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        return age > OldAge ? new Found(Subject, $"It is {age.Days} days old; Signal may refuse it any day.", "Update Bridges.") : new Found(Subject);
    }

    private static string? ReadDay(string package)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(package));
            return document.RootElement.Text("librariesOf");
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
