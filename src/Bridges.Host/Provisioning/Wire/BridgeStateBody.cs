using Bridges.Abstractions;

namespace Bridges.Host.Provisioning;

/// <summary>How a login stands, in bridgev2's words; with whose it is where it is pushed.</summary>
/// <param name="Ttl">Seconds for which it counts where no newer one comes.</param>
internal sealed record BridgeStateBody(string StateEvent, long Timestamp, int Ttl, string? Error = null, string? Message = null)
{
    private const int WellSeconds = 21600;
    private const int UnwellSeconds = 3600;

    public string? UserId { get; init; }

    public string? RemoteId { get; init; }

    public string? RemoteName { get; init; }

    /// <summary>What its user is to do; null for nothing.</summary>
    public string? UserAction { get; init; }

    public string Source { get; init; } = "bridge";

    public static BridgeStateBody Of(AccountState state, DateTimeOffset now)
    {
        var (stateEvent, error) = state.Condition switch
        {
            AccountCondition.Connected => ("CONNECTED", default(string)),
            AccountCondition.Connecting or AccountCondition.Resumed => ("CONNECTING", null),
            AccountCondition.LoggedOut => ("BAD_CREDENTIALS", "bridges-logged-out"),
            _ => ("TRANSIENT_DISCONNECT", "bridges-disconnected"),
        };
        return new BridgeStateBody(stateEvent, now.ToUnixTimeSeconds(), error is null ? WellSeconds : UnwellSeconds, error, state.Text)
        {
            UserAction = state.Condition == AccountCondition.LoggedOut ? "RELOGIN" : null,
        };
    }

    /// <summary>The login was ended here and is not there any more.</summary>
    public static BridgeStateBody Gone(DateTimeOffset now) => new("LOGGED_OUT", now.ToUnixTimeSeconds(), WellSeconds);
}
