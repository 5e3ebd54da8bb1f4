namespace Bridges.Host.Provisioning;

/// <summary>Who was found.</summary>
internal sealed record SearchResultsBody(IReadOnlyList<PersonBody> Results);
