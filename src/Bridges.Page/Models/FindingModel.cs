namespace Bridges.Page.Models;

/// <summary>What the doctor found.</summary>
public sealed record FindingModel(string Subject, string Verdict, string? Problem, string? Mend);
