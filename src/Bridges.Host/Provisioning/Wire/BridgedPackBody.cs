namespace Bridges.Host.Provisioning;

/// <summary>Where a pack comes from.</summary>
/// <param name="Url">What <c>image_pack/import</c> takes as <c>pack_url</c>.</param>
internal sealed record BridgedPackBody(string Network, string Url);
