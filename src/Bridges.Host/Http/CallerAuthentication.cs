using Bridges.Matrix;

namespace Bridges.Host.Http;

/// <summary>
/// Asks for the token of whoever an endpoint is for, before anything of the body is read. What was not marked with a
/// <see cref="Caller"/>, found or not, is the homeserver's: a forgotten mark closes an endpoint and does not open it.
/// </summary>
internal sealed class CallerAuthentication(string homeserverToken, string commandLineToken)
{
    private readonly TokenCheck _homeserver = new(homeserverToken);
    private readonly TokenCheck _commandLine = new(commandLineToken);

    public Task InvokeAsync(HttpContext context, RequestDelegate next) => Check(context) switch
    {
        TokenVerdict.Accepted => AcceptAsync(context, next),
        TokenVerdict.Missing => MatrixAnswer.ErrorAsync(context, StatusCodes.Status401Unauthorized, MatrixErrorCodes.MissingToken, "No token was given."),
        _ => MatrixAnswer.ErrorAsync(context, StatusCodes.Status403Forbidden, MatrixErrorCodes.Forbidden, "This is not the token that opens this endpoint."),
    };

    private static Task AcceptAsync(HttpContext context, RequestDelegate next)
    {
        if (CallerOf(context.GetEndpoint()) is not (Caller.Anybody or Caller.AskedByItself))
        {
            context.RequestServices.GetRequiredService<StrangerLimit>().Known(context);
        }

        return next(context);
    }

    private TokenVerdict Check(HttpContext context)
    {
        var request = context.Request;
        return CallerOf(context.GetEndpoint()) switch
        {
            Caller.Anybody or Caller.AskedByItself => TokenVerdict.Accepted,
            Caller.Administrator => _commandLine.Check(request.Headers.Authorization, accessToken: null),
            // Older homeservers put their token in the query.
            _ => _homeserver.Check(request.Headers.Authorization, request.Query["access_token"]),
        };
    }

    private static Caller CallerOf(Endpoint? endpoint) =>
        endpoint?.Metadata.OfType<Caller>().Cast<Caller?>().LastOrDefault() ?? Caller.Homeserver;
}
