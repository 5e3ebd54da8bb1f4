using Bridges.Host.Doctor;
using Bridges.Host.Reports;
using Bridges.Page.Models;
using Bridges.Page.Views;

namespace Bridges.Host.Page;

/// <summary>The program itself: its health, its log, its configuration.</summary>
internal sealed class MachineViews(DoctorRuns doctor, HostReports reports, IHostApplicationLifetime lifetime, PageEvents events, PageRenderer renderer)
{
    public async Task DoctorAsync(PageCall call)
    {
        var report = reports.Examination();
        FindingModel[] findings =
        [
            .. report.Findings.Select(finding => new FindingModel(
                finding.Subject,
                finding.Verdict switch { DoctorVerdict.Wrong => "wrong", DoctorVerdict.Fine => "fine", _ => "not-checked" },
                finding.Problem,
                finding.Mend)),
        ];
        await renderer.WriteAsync<Bridges.Page.Views.Doctor>(
            call.Context, ("Visitor", call.Visitor), ("IsRunning", report.IsRunning), ("At", report.At), ("Findings", findings));
    }

    public Task ExamineAsync(PageCall call)
    {
        _ = doctor.Begin(lifetime.ApplicationStopping);
        call.GoTo("doctor");
        return Task.CompletedTask;
    }

    public Task FollowDoctorAsync(PageCall call) =>
        events.WriteAsync(call.Context, doctor.Running.WaitAsync(call.Cancelled), () => $"Examining … {doctor.Progress} things were looked at.");

    public async Task LogAsync(PageCall call)
    {
        var least = Enum.TryParse<LogLevel>(call.Query("level"), out var level) && Enum.IsDefined(level) ? level : LogLevel.Information;
        var (part, query) = (call.Query("part"), call.Query("q"));
        var report = reports.Log(least, part, query);
        LogLineModel[] lines = [.. report.Lines.Select(line => new LogLineModel(line.At, line.Level.ToString(), line.Category, line.Text))];
        await renderer.WriteAsync<LogTail>(
            call.Context, (nameof(LogTail.Visitor), call.Visitor), (nameof(LogTail.Level), least.ToString()), (nameof(LogTail.Part), part), (nameof(LogTail.Parts), report.Parts),
            (nameof(LogTail.Query), query), (nameof(LogTail.Lines), lines));
    }

    public async Task ConfigurationAsync(PageCall call)
    {
        SettingModel[] found = [.. reports.Settings().Select(setting => new SettingModel(setting.Key, setting.Value, setting.Source))];
        await renderer.WriteAsync<Settings>(call.Context, (nameof(Settings.Visitor), call.Visitor), (nameof(Settings.Found), found));
    }
}
