namespace Bridges.Matrix;

/// <summary>A field that says all by being there.</summary>
public sealed record EmptyObject;
