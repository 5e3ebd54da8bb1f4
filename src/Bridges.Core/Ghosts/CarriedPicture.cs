namespace Bridges.Core.Ghosts;

/// <summary>A picture of a network's, as it was carried over.</summary>
/// <param name="Id">By what the network knows it; null: there is none.</param>
/// <param name="Mxc">Where it lies on the homeserver; null: it could not be had.</param>
internal sealed record CarriedPicture(string? Id, string? Mxc);
