using System.Security.Cryptography;
using System.Text;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Http;
using Bridges.Page.Views;
using Microsoft.AspNetCore.Http.Features;

namespace Bridges.Host.Page;

/// <summary>Lets requests through to views: who was let in, what they may see, and that a form is the page's own.</summary>
internal sealed class PageGate(PageSessions sessions, PageRenderer renderer, CoreOptions options, StrangerLimit strangers)
{
    /// <summary>Stands on what a view's script asks by itself.</summary>
    private const string LiveHeader = "X-Bridges-Live";

    private const int LongestForm = 256 * 1024;

    /// <summary>A view of whoever may use the bridge.</summary>
    public RequestDelegate Users(Func<PageCall, Task> view) => context => RunAsync(context, PermissionLevel.User, view, IsUse(context));

    /// <summary>A view of admins only.</summary>
    public RequestDelegate Admins(Func<PageCall, Task> view) => context => RunAsync(context, PermissionLevel.Admin, view, IsUse(context));

    /// <summary>Events of a view for as long as somebody has it open, which is no use of the session.</summary>
    public RequestDelegate Followers(PermissionLevel least, Func<PageCall, Task> events) => context => RunAsync(context, least, events, isUsed: false);

    /// <summary>Runs what needs nobody to be let in, with the page's headers and words for failures.</summary>
    public RequestDelegate Anybody(RequestDelegate view) => context => GuardedAsync(context, call: null, () => view(context));

    private static bool IsUse(HttpContext context) => !HttpMethods.IsGet(context.Request.Method) || !context.Request.Headers.ContainsKey(LiveHeader);

    private Task RunAsync(HttpContext context, PermissionLevel least, Func<PageCall, Task> view, bool isUsed)
    {
        var session = sessions.Find(context, isUsed);
        var level = session is null ? PermissionLevel.Blocked : session.User is { } user ? options.Permissions.LevelOf(user) : PermissionLevel.Admin;
        var call = session is null || level < PermissionLevel.User ? null : new PageCall(context, session, level);
        return GuardedAsync(context, call, async () =>
        {
            if (call is null)
            {
                throw new PageRefusedException(StatusCodes.Status401Unauthorized, $"Say 'page' to {options.Bot} on Matrix, or run 'bridges page' on the bridge's machine, and open the link that you get.");
            }

            strangers.Known(context);
            if (level < least)
            {
                throw new PageRefusedException(StatusCodes.Status403Forbidden, "This view is for admins of the bridge.");
            }

            await CheckFormAsync(call);
            await view(call);
        });
    }

    private async Task GuardedAsync(HttpContext context, PageCall? call, Func<Task> view)
    {
        PageRenderer.Secure(context);
        if (IsFromElsewhere(context))
        {
            await RefuseAsync(context, call: null, StatusCodes.Status403Forbidden, "This form was sent by another page.");
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LongestForm;
        }

        try
        {
            await view();
        }
        catch (PageRefusedException refused)
        {
            await RefuseAsync(context, call, refused.Status, refused.Message);
        }
        catch (NoSuchAccountException exception)
        {
            await RefuseAsync(context, call, StatusCodes.Status404NotFound, exception.Message);
        }
        catch (BridgeException exception)
        {
            await RefuseAsync(context, call, StatusCodes.Status409Conflict, exception.Message);
        }
        catch (InvalidDataException)
        {
            await RefuseAsync(context, call, StatusCodes.Status400BadRequest, "The form cannot be read.");
        }
    }

    /// <summary>
    /// Browsers say so themselves (Fetch Metadata). The mark in each form keeps other pages' forms out of a session; this keeps them
    /// from letting somebody in unawares, as another.
    /// </summary>
    private static bool IsFromElsewhere(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Headers["Sec-Fetch-Site"].ToString() is ("cross-site" or "same-site");

    private async Task RefuseAsync(HttpContext context, PageCall? call, int status, string message)
    {
        context.Response.StatusCode = status;
        await renderer.WriteAsync<Message>(context, (nameof(Message.Title), "Not possible"), (nameof(Message.Text), message), (nameof(Message.Visitor), call?.Visitor));
    }

    /// <summary>A form that some other page made does not know this session's mark.</summary>
    private static async Task CheckFormAsync(PageCall call)
    {
        if (!HttpMethods.IsPost(call.Context.Request.Method))
        {
            return;
        }

        if (!call.Context.Request.HasFormContentType)
        {
            throw new PageRefusedException(StatusCodes.Status400BadRequest, "The form cannot be read.");
        }

        var form = await call.Context.Request.ReadFormAsync(call.Cancelled);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(form["csrf"].ToString()), Encoding.UTF8.GetBytes(call.Session.Csrf)))
        {
            throw new PageRefusedException(StatusCodes.Status403Forbidden, "This form is not from this page, or from before you opened it last. Go back and try again.");
        }
    }
}
