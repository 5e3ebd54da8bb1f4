namespace Bridges.Host.Reports;

/// <summary>A part of what runs here.</summary>
/// <param name="Licence">As an SPDX expression; null where it is not said.</param>
internal sealed record PartReport(string Part, string Version, string? Licence);
