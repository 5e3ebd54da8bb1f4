namespace Bridges.Matrix;

/// <summary>A set of users, aliases or rooms.</summary>
/// <param name="Regex">Matches the whole of each id.</param>
/// <param name="Exclusive">Nobody else may have ids of this set.</param>
public sealed record RegistrationNamespace(string Regex, bool Exclusive);
