namespace Bridges.Matrix;

/// <summary>An address that a file will have once it is uploaded (MSC2246).</summary>
/// <param name="Uri">The address, good for use in events at once.</param>
/// <param name="ExpiresAt">When the homeserver gives the address up if nothing was uploaded.</param>
public sealed record MediaSlot(MxcUri Uri, DateTimeOffset? ExpiresAt);
