namespace Bridges.Matrix;

/// <summary>Tells what a failed connection means for the request that was on it.</summary>
internal static class ConnectionErrors
{
    public static HomeserverUnreachableException ToException(HttpRequestException error, Uri homeserver)
    {
        var surelyNotArrived = error.HttpRequestError
            is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;
        // Of a bad certificate the outer exception says no more than "see inner exception".
        var reason = error.GetBaseException().Message;
        var message = surelyNotArrived
            ? $"The homeserver at {homeserver} cannot be reached: {reason}"
            : $"The connection to the homeserver at {homeserver} broke before its answer was there: {reason}";
        return new HomeserverUnreachableException(message, !surelyNotArrived, timedOut: false, error);
    }

    public static HomeserverUnreachableException TimedOut(Uri homeserver, TimeSpan patience, Exception error) =>
        new($"The homeserver at {homeserver} did not answer within {patience.TotalSeconds:0.#} seconds.", mayHaveArrived: true, timedOut: true, error);

    /// <summary>The client's own limit for connecting ran out: nothing was sent.</summary>
    public static HomeserverUnreachableException NotConnected(Uri homeserver, Exception error) =>
        new($"The homeserver at {homeserver} cannot be reached: no connection came about. A firewall may swallow it.", mayHaveArrived: false, timedOut: false, error);

    public static HomeserverUnreachableException Broke(Uri homeserver, Exception error) =>
        new($"The connection to the homeserver at {homeserver} broke in the middle of its answer: {error.Message}", mayHaveArrived: true, timedOut: false, error);
}
