namespace Bridges.Matrix;

/// <summary>The values of <c>errcode</c> that are treated specially (client-server API, "Standard error response").</summary>
public static class MatrixErrorCodes
{
    public const string BadJson = "M_BAD_JSON";
    public const string BadState = "M_BAD_STATE";
    public const string BadStatus = "M_BAD_STATUS";
    public const string CannotOverwriteMedia = "M_CANNOT_OVERWRITE_MEDIA";
    public const string ConnectionFailed = "M_CONNECTION_FAILED";
    public const string ConnectionTimeout = "M_CONNECTION_TIMEOUT";
    public const string ConsentNotGiven = "M_CONSENT_NOT_GIVEN";
    public const string Exclusive = "M_EXCLUSIVE";
    public const string Forbidden = "M_FORBIDDEN";
    public const string InvalidParam = "M_INVALID_PARAM";
    public const string LimitExceeded = "M_LIMIT_EXCEEDED";
    public const string MissingToken = "M_MISSING_TOKEN";
    public const string NotFound = "M_NOT_FOUND";
    public const string NotJson = "M_NOT_JSON";
    public const string TooLarge = "M_TOO_LARGE";
    public const string Unknown = "M_UNKNOWN";
    public const string UnknownToken = "M_UNKNOWN_TOKEN";
    public const string Unrecognized = "M_UNRECOGNIZED";
    public const string UrlNotSet = "M_URL_NOT_SET";
    public const string UserDeactivated = "M_USER_DEACTIVATED";
    public const string UserInUse = "M_USER_IN_USE";
    public const string UserLocked = "M_USER_LOCKED";
    public const string UserSuspended = "M_USER_SUSPENDED";
}
