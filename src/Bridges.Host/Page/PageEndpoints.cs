using Bridges.Core;
using Bridges.Host.Http;

namespace Bridges.Host.Page;

/// <summary>The page's addresses. Each goes through the gate, which knows who was let in.</summary>
internal sealed class PageEndpoints(PageGate gate, EntryViews entry, UserViews user, LoginViews logins, AdminViews admin, MachineViews machine, LiveViews live) : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup(PageAddresses.Root).WithMetadata(Caller.AskedByItself);
        page.MapGet("/", gate.Users(EntryViews.GoHomeAsync));
        page.MapGet("/enter", gate.Anybody(entry.AskAsync));
        page.MapPost("/enter", gate.Anybody(entry.EnterAsync));
        page.MapPost("/leave", gate.Users(entry.LeaveAsync));
        page.MapGet("/pico.css", gate.Anybody(context => PageRenderer.WriteFileAsync(context, "pico.css", "text/css")));
        page.MapGet("/page.css", gate.Anybody(context => PageRenderer.WriteFileAsync(context, "page.css", "text/css")));
        page.MapGet("/page.js", gate.Anybody(context => PageRenderer.WriteFileAsync(context, "page.js", "text/javascript")));
        MapUser(page);
        MapAdmin(page);
    }

    private void MapUser(RouteGroupBuilder page)
    {
        page.MapGet("/accounts", gate.Users(live.Of("accounts", user.AccountsAsync)));
        page.MapPost("/logout", gate.Users(user.LogoutAsync));
        page.MapGet("/chats", gate.Users(live.Of("chats", user.ChatsAsync)));
        page.MapGet("/failures", gate.Users(live.Of("failures", user.FailuresAsync)));
        page.MapPost("/failures-retry", gate.Users(user.RetryAsync));
        page.MapPost("/begin-login", gate.Users(logins.BeginAsync));
        page.MapGet("/login", gate.Users(logins.ShowAsync));
        page.MapPost("/login", gate.Users(logins.SubmitAsync));
        page.MapPost("/cancel-login", gate.Users(logins.CancelAsync));
        page.MapGet($"/{LiveViews.Address}", gate.Followers(PermissionLevel.User, live.FollowAsync));
        page.MapGet("/login-events", gate.Followers(PermissionLevel.User, logins.FollowAsync));
    }

    private void MapAdmin(RouteGroupBuilder page)
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
    }
}
