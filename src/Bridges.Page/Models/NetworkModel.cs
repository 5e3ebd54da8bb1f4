namespace Bridges.Page.Models;

/// <summary>A network and how its module stands.</summary>
public sealed record NetworkModel(string Name, bool IsHealthy, string? Problem, int Accounts, int Connected, string Engine);
