using Bridges.Page.Views;

namespace Bridges.Host.Page;

/// <summary>The way in and out.</summary>
internal sealed class EntryViews(PageLinks links, PageSessions sessions, PageRenderer renderer)
{
    private const int LongestToken = 100;

    /// <summary>Asks first: whoever only looks at a link, as clients do for a preview, does not use it up.</summary>
    public async Task AskAsync(HttpContext context)
    {
        var token = context.Request.Query["token"].ToString();
        await renderer.WriteAsync<Enter>(context, (nameof(Enter.Token), token.Length <= LongestToken ? token : ""));
    }

    public async Task EnterAsync(HttpContext context)
    {
        var token = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted))["token"].ToString() : "";
        if (!links.TryTake(token, out var user))
        {
            throw new PageRefusedException(StatusCodes.Status410Gone, "This link was used already, or is older than five minutes. Ask for a new one.");
        }

        sessions.Begin(context, user);
        GoTo(context, user is null ? "overview" : "accounts");
    }

    public Task LeaveAsync(PageCall call)
    {
        sessions.End(call.Context);
        call.GoTo("./");
        return Task.CompletedTask;
    }

    public static Task GoHomeAsync(PageCall call)
    {
        call.GoTo(call.Session.User is null ? "overview" : "accounts");
        return Task.CompletedTask;
    }

    private static void GoTo(HttpContext context, string view)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = view;
    }
}
