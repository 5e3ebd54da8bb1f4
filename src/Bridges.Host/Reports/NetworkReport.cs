namespace Bridges.Host.Reports;

/// <summary>A network, its accounts and its engine.</summary>
/// <param name="Problem">What is wrong; null where nothing is.</param>
/// <param name="Connected">How many of its accounts are.</param>
/// <param name="Engine">Null where it has none, or none that runs.</param>
internal sealed record NetworkReport(string Id, string Name, string? Problem, int Accounts, int Connected, EngineFigure? Engine);
