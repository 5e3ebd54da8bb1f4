namespace Bridges.Benchmarks;

/// <summary>What one scenario showed.</summary>
/// <param name="What">What was done.</param>
/// <param name="BoundBy">What keeps the figures from being better.</param>
internal sealed record Measurement(string What, string BoundBy, IReadOnlyList<Figure> Figures);
