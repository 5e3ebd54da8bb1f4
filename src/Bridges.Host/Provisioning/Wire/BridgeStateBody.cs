using Bridges.Abstractions;

namespace Bridges.Host.Provisioning;

/// <summary>How a login stands, in bridgev2's words; with whose it is where it is pushed.</summary>
internal sealed record BridgeStateBody(string StateEvent, long Timestamp, string? Error = null, string? Message = null)
{
    public string? UserId { get; init; }

    public string? RemoteId { get; init; }

    public string? RemoteName { get; init; }

    /// <summary>Seconds for which it counts where no newer one comes.</summary>
    public int? Ttl { get; init; }

    public string? Source { get; init; }

    public static BridgeStateBody Of(AccountState state, DateTimeOffset now) => new(
        state.Condition switch
        {
            AccountCondition.Connected => "CONNECTED",
            AccountCondition.Connecting or AccountCondition.Resumed => "CONNECTING",
            AccountCondition.LoggedOut => "BAD_CREDENTIALS",
            _ => "TRANSIENT_DISCONNECT",
        },
        now.ToUnixTimeSeconds(),
        state.Condition switch { AccountCondition.LoggedOut => "bridges-logged-out", AccountCondition.Disconnected => "bridges-disconnected", _ => null },
        state.Text);
}
