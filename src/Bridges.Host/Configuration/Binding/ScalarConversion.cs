namespace Bridges.Host.Configuration;

/// <summary>How one type is written.</summary>
/// <param name="Expected">What is expected, for the error message.</param>
/// <param name="Convert">Gives null for a text that is not of that form.</param>
internal sealed record ScalarConversion(string Expected, Func<string, object?> Convert);
