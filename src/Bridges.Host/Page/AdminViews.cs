using System.Globalization;
using Bridges.Core;
using Bridges.Host.Reports;
using Bridges.Page.Models;
using Bridges.Page.Views;

namespace Bridges.Host.Page;

/// <summary>What concerns everybody; no message's text is among it.</summary>
internal sealed class AdminViews(IBridgeAdministration bridge, HostReports reports, PageRenderer renderer)
{
    private const long Mebibyte = 1024 * 1024;

    public async Task OverviewAsync(PageCall call)
    {
        var report = await reports.OverviewAsync(call.Cancelled);
        var model = new OverviewModel(
            [.. report.Networks.Select(network => new NetworkModel(network.Name, network.Problem is null, network.Problem, network.Accounts, network.Connected, EngineOf(network.Engine)))],
            report.Homeserver, report.HomeserverReachesUs ? "reaches the bridge" : "does not reach the bridge",
            QueueWords.Of(report.Waiting, report.WaitingSince), report.GivenUp, report.ActiveChats,
            report.RunsSince.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
            $"{report.MemoryBytes / Mebibyte} MiB",
            [new StoreModel("database", report.Stored.Database is { } bytes ? ByteWords.Of(bytes) : "not to be asked"), .. report.Stored.Folders.Select(folder => new StoreModel(folder.Name, ByteWords.Of(folder.Bytes)))],
            report.MessagesAnHour);
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
        PartModel[] parts = [.. reports.Versions().Select(part => new PartModel(part.Part, part.Version, part.Licence ?? ""))];
        await renderer.WriteAsync<Versions>(call.Context, (nameof(Versions.Visitor), call.Visitor), (nameof(Versions.Parts), parts));
    }

    private static string EngineOf(EngineFigure? engine) => engine is null
        ? "none"
        : $"{engine.MemoryBytes / Mebibyte} MiB, {(engine.Restarts == 1 ? "1 restart" : $"{engine.Restarts} restarts")}";

    private static long IdOf(PageCall call) => long.TryParse(call.Form("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new PageRefusedException(StatusCodes.Status400BadRequest, "This is no number.");
}
