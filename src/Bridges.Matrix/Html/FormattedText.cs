namespace Bridges.Matrix;

/// <summary>A text as Matrix messages carry it.</summary>
/// <param name="Body">Without markup, for notifications and clients that know no HTML.</param>
/// <param name="FormattedBody">As HTML; null where there is nothing to format.</param>
/// <param name="Mentioned">The users that are named, each once.</param>
public sealed record FormattedText(string Body, string? FormattedBody, IReadOnlyList<UserId> Mentioned);
