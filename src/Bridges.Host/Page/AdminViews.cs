using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Page.Models;
using Bridges.Page.Views;

namespace Bridges.Host.Page;

/// <summary>What concerns everybody; no message's text is among it.</summary>
internal sealed class AdminViews(IBridgeAdministration bridge, BridgesConfiguration configuration, MessageHistory history, HomeserverContact contact, PageRenderer renderer)
{
    public async Task OverviewAsync(PageCall call)
    {
        var depth = await bridge.DepthAsync(call.Cancelled);
        var all = bridge.Accounts;
        var engines = EngineFigures.Read();
        NetworkModel[] networks =
        [
            .. (await bridge.NetworksAsync(call.Cancelled)).Select(network => new NetworkModel(
                network.Description.DisplayName,
                network.Health.IsHealthy,
                network.Health.Problem ?? "does not work",
                all.Count(account => account.Network == network.Description.Id),
                all.Count(account => account.Network == network.Description.Id && account.State.Condition == AccountCondition.Connected),
                EngineOf(network.Description.Id.Value, engines))),
        ];
        using var self = Process.GetCurrentProcess();
        var model = new OverviewModel(
            networks, configuration.Homeserver.Url.ToString(), contact.IsReached ? "reaches the bridge" : "does not reach the bridge",
            depth.Pending, depth.Dead, bridge.ActiveLanes,
            self.StartTime.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
            $"{self.WorkingSet64 / (1024 * 1024)} MiB", history.Read());
        await renderer.WriteAsync<Overview>(call.Context, (nameof(Overview.Visitor), call.Visitor), (nameof(Overview.Model), model));
    }

    public async Task AccountsAsync(PageCall call)
    {
        var names = (await bridge.NetworksAsync(call.Cancelled)).ToDictionary(network => network.Description.Id, network => network.Description.DisplayName);
        AccountCard[] cards = [.. bridge.Accounts.Select(account => UserViews.CardOf(account, names))];
        await renderer.WriteAsync<AllAccounts>(call.Context, (nameof(AllAccounts.Visitor), call.Visitor), (nameof(AllAccounts.Cards), cards));
    }

    public async Task DeadLettersAsync(PageCall call)
    {
        LetterModel[] found = [.. (await bridge.DeadLettersAsync(call.Cancelled)).Select(UserViews.LetterOf)];
        await renderer.WriteAsync<Letters>(
            call.Context, (nameof(Letters.Visitor), call.Visitor), (nameof(Letters.Title), "Dead letters"), (nameof(Letters.Current), "dead-letters"),
            (nameof(Letters.Found), found), (nameof(Letters.MayDrop), true));
    }

    public async Task RetryAsync(PageCall call)
    {
        if (await bridge.RetryAsync(IdOf(call), call.Cancelled) == 0)
        {
            throw new PageRefusedException(StatusCodes.Status404NotFound, "There is no such dead letter any more.");
        }

        call.GoTo("dead-letters");
    }

    public async Task DropAsync(PageCall call)
    {
        if (!await bridge.DropAsync(IdOf(call), call.Cancelled))
        {
            throw new PageRefusedException(StatusCodes.Status404NotFound, "There is no such dead letter any more.");
        }

        call.GoTo("dead-letters");
    }

    public async Task TraceAsync(PageCall call)
    {
        var id = call.Query("id").Trim();
        StepModel[]? steps = id.Length == 0 ? null : [.. (await bridge.TraceAsync(id, call.Cancelled)).Select(step => new StepModel(step.At, step.Detail is { } detail ? $"{step.Text} ({detail})" : step.Text))];
        await renderer.WriteAsync<Bridges.Page.Views.Trace>(call.Context, ("Visitor", call.Visitor), ("Id", id), ("Steps", steps));
    }

    public async Task VersionsAsync(PageCall call)
    {
        (string Part, string Version)[] parts =
        [
            ("Bridges", ProductVersion.Text),
            (".NET", RuntimeInformation.FrameworkDescription),
            ("System", RuntimeInformation.OSDescription),
            .. (await bridge.NetworksAsync(call.Cancelled)).Select(network => ($"Module {network.Description.Id}", network.Health.IsHealthy ? "works" : "does not work")),
        ];
        await renderer.WriteAsync<Versions>(call.Context, (nameof(Versions.Visitor), call.Visitor), (nameof(Versions.Parts), parts));
    }

    private static string EngineOf(string network, IReadOnlyDictionary<string, (long Memory, long Restarts)> engines) => engines.TryGetValue(network, out var engine)
        ? $"{engine.Memory / (1024 * 1024)} MiB, {engine.Restarts} restarts"
        : "none";

    private static long IdOf(PageCall call) => long.TryParse(call.Form("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new PageRefusedException(StatusCodes.Status400BadRequest, "This is no number.");
}
