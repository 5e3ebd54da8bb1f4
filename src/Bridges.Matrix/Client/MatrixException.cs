using System.Net;

namespace Bridges.Matrix;

/// <summary>The homeserver answered, and said no.</summary>
public sealed class MatrixException : Exception
{
    public MatrixException(HttpStatusCode status, string? errorCode, string message, TimeSpan? retryAfter = null, string? body = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Status = status;
        ErrorCode = errorCode ?? MatrixErrorCodes.Unknown;
        HasErrorCode = errorCode is not null;
        RetryAfter = retryAfter;
        Body = body;
    }

    /// <summary>The HTTP status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The <c>errcode</c> of the answer, or <see cref="MatrixErrorCodes.Unknown"/> where it has none.</summary>
    public string ErrorCode { get; }

    /// <summary>Whether the answer had an <c>errcode</c>: if not, it comes from something in front of the homeserver.</summary>
    public bool HasErrorCode { get; }

    /// <summary>How long the homeserver asks to wait (<c>retry_after_ms</c> or <c>Retry-After</c>).</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The answer as it came, cut after some 2,000 characters; null where it was empty.</summary>
    public string? Body { get; }

    /// <summary>Who acts may not. Synapse answers the invitation of somebody who is banned with <c>M_BAD_STATE</c> (client-server API, <c>/invite</c>).</summary>
    public bool IsNotAllowed => ErrorCode is MatrixErrorCodes.Forbidden or MatrixErrorCodes.BadState;

    /// <summary>
    /// The same call may work later: too many requests, a timeout or a fault of the server's own; the words of something in front of it, which
    /// can refuse nothing for good; or a registration that is wrong until the admin mends it.
    /// </summary>
    public bool IsTransient =>
        Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)Status >= 500 || IsFromElsewhere || MeansRegistration;

    /// <summary>Something else than the homeserver answered, a proxy in maintenance for instance.</summary>
    public bool IsFromElsewhere => !HasErrorCode || (Status < HttpStatusCode.BadRequest && ErrorCode == MatrixErrorCodes.NotJson);

    /// <summary>The homeserver does not know the token, or not what it is for.</summary>
    public bool MeansRegistration => ErrorCode is MatrixErrorCodes.UnknownToken or MatrixErrorCodes.MissingToken or MatrixErrorCodes.Exclusive;
}
