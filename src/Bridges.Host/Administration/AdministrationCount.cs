namespace Bridges.Host.Administration;

/// <summary>How many things an administrative request concerned.</summary>
internal sealed record AdministrationCount(int Count);
