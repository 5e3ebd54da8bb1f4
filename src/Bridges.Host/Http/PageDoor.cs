using Bridges.Matrix;

namespace Bridges.Host.Http;

/// <summary>
/// Where the page has an address of its own: nothing else is there but what users' clients ask for, and the page is nowhere else. So that address can be opened to the world while the homeserver's stays shut.
/// </summary>
internal sealed class PageDoor(int port)
{
    /// <summary>Stands on the page's endpoints.</summary>
    public static readonly object Mark = new();

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        var isPage = endpoint?.Metadata.Contains(Mark) == true;
        var isOpen = isPage || endpoint?.Metadata.OfType<Caller>().LastOrDefault() == Caller.AskedByItself;
        return (context.Connection.LocalPort == port ? isOpen : !isPage)
            ? next(context)
            : MatrixAnswer.ErrorAsync(context, StatusCodes.Status404NotFound, MatrixErrorCodes.Unrecognized, "There is nothing at this address.");
    }
}
