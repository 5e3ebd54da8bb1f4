namespace Bridges.Page.Models;

/// <summary>A message that was given up.</summary>
public sealed record LetterModel(long Id, string Network, string Direction, DateTimeOffset Received, int Attempts, string Reason, string? Room, string? Event);
