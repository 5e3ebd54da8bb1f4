using Bridges.Page.Models;
using Bridges.Page.Views;

namespace Bridges.Host.Page;

/// <summary>Who is let in to the page just now.</summary>
internal sealed class SessionViews(PageSessions sessions, PageRenderer renderer)
{
    public async Task ListAsync(PageCall call)
    {
        SessionModel[] found =
        [
            .. sessions.All.OrderByDescending(session => session.Session.LastSeen).Select(session => new SessionModel(
                session.Id, session.Session.User?.Value ?? "Admin of this machine", session.Session.Began, session.Session.LastSeen, session.Session == call.Session)),
        ];
        await renderer.WriteAsync<Sessions>(call.Context, (nameof(Sessions.Visitor), call.Visitor), (nameof(Sessions.Found), found));
    }

    public Task EndAsync(PageCall call)
    {
        sessions.End(call.Form("id"));
        call.GoTo("sessions");
        return Task.CompletedTask;
    }
}
