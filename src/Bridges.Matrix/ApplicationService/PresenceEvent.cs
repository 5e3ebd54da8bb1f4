namespace Bridges.Matrix;

/// <summary>Whether a user is there (<c>m.presence</c>).</summary>
/// <param name="User">Who.</param>
/// <param name="Presence"><c>online</c>, <c>offline</c> or <c>unavailable</c>.</param>
/// <param name="StatusMessage">The user's own words; null: none.</param>
public sealed record PresenceEvent(UserId User, string Presence, string? StatusMessage) : EphemeralEvent;
