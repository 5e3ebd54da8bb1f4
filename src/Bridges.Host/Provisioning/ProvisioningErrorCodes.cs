namespace Bridges.Host.Provisioning;

/// <summary>Error codes that bridgev2 has beside Matrix's.</summary>
internal static class ProvisioningErrorCodes
{
    public const string BadState = "M_BAD_STATE";
    public const string MissingParameter = "M_MISSING_PARAM";
    public const string NotLoggedIn = "FI.MAU.NOT_LOGGED_IN";
    public const string BackfillTimeout = "FI.MAU.BRIDGE_BACKFILL_TIMEOUT";
    public const string LoginCancelled = "FI.MAU.BRIDGE.LOGIN_CANCELLED";
    public const string LoginTimedOut = "FI.MAU.BRIDGE.LOGIN_TIMED_OUT";
    public const string LoginAlreadyFinished = "FI.MAU.BRIDGE.LOGIN_ALREADY_FINISHED";
}
