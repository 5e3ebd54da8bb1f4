using Bridges.Core;
using Bridges.Matrix;
using Bridges.Page.Models;

namespace Bridges.Host.Page;

/// <summary>One request of somebody who was let in.</summary>
internal sealed record PageCall(HttpContext Context, PageSession Session, PermissionLevel Level)
{
    /// <summary>Where the browser is told that the view has changed; null for nowhere.</summary>
    public string? Live { get; init; }

    public CancellationToken Cancelled => Context.RequestAborted;

    public Visitor Visitor => new(Session.User?.Value ?? "", Level == PermissionLevel.Admin, Session.Csrf, Live);

    /// <exception cref="PageRefusedException">An admin at the machine has no accounts.</exception>
    public UserId User => Session.User ?? throw new PageRefusedException(StatusCodes.Status404NotFound, "This view is for users of the bridge.");

    public string Query(string name) => Context.Request.Query[name].ToString();

    public string Form(string name) => Context.Request.Form[name].ToString();

    public void GoTo(string view)
    {
        Context.Response.StatusCode = StatusCodes.Status303SeeOther;
        Context.Response.Headers.Location = view;
    }
}
