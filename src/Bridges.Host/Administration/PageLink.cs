namespace Bridges.Host.Administration;

/// <summary>A link that opens the page.</summary>
internal sealed record PageLink(string Url);
