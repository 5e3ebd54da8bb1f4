namespace Bridges.Media.Results;

/// <summary>Why a file was not converted.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Text">The same in one line of plain words, for the log and for people.</param>
/// <param name="Fallback">What to deliver instead.</param>
public sealed record MediaFailure(MediaFailureKind Kind, string Text, MediaFallback Fallback);
