using Bridges.Matrix;

namespace Bridges.Host.Http;

/// <summary>
/// Lets only the homeserver in: its token comes in the header, or from older servers in the query. Checked before anything
/// of the body is read.
/// </summary>
internal sealed class HomeserverAuthentication(string homeserverToken)
{
    private static readonly PathString[] Protected = ["/_matrix/app", "/transactions", "/users", "/rooms"];

    private readonly TokenCheck _check = new(homeserverToken);

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!Protected.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
        {
            return next(context);
        }

        return _check.Check(context.Request.Headers.Authorization, context.Request.Query["access_token"]) switch
        {
            TokenVerdict.Accepted => next(context),
            TokenVerdict.Missing => MatrixAnswer.ErrorAsync(context, StatusCodes.Status401Unauthorized, MatrixErrorCodes.MissingToken, "No token was given."),
            _ => MatrixAnswer.ErrorAsync(context, StatusCodes.Status403Forbidden, MatrixErrorCodes.Forbidden, "This is not the hs_token of this application service."),
        };
    }
}
