using Bridges.Core;

namespace Bridges.Host.Page;

/// <summary>What admins see and do.</summary>
internal sealed class AdminPart(PageGate gate, AdminViews admin, MachineViews machine, SessionViews sessions, LiveViews live) : IPagePart
{
    public void Map(RouteGroupBuilder page)
    {
        page.MapGet("/overview", gate.Admins(live.Of("overview", admin.OverviewAsync)));
        page.MapGet("/all-accounts", gate.Admins(live.Of("all-accounts", admin.AccountsAsync)));
        page.MapGet("/dead-letters", gate.Admins(live.Of("dead-letters", admin.DeadLettersAsync)));
        page.MapPost("/dead-letters-retry", gate.Admins(admin.RetryAsync));
        page.MapPost("/dead-letters-drop", gate.Admins(admin.DropAsync));
        page.MapGet("/trace", gate.Admins(live.Of("trace", admin.TraceAsync)));
        page.MapGet("/versions", gate.Admins(admin.VersionsAsync));
        page.MapGet("/doctor", gate.Admins(machine.DoctorAsync));
        page.MapPost("/examine", gate.Admins(machine.ExamineAsync));
        page.MapGet("/doctor-events", gate.Followers(PermissionLevel.Admin, machine.FollowDoctorAsync));
        page.MapGet("/log", gate.Admins(live.Of("log", machine.LogAsync)));
        page.MapGet("/configuration", gate.Admins(machine.ConfigurationAsync));
        page.MapGet("/sessions", gate.Admins(sessions.ListAsync));
        page.MapPost("/end-session", gate.Admins(sessions.EndAsync));
    }
}
