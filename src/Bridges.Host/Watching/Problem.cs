namespace Bridges.Host.Watching;

/// <summary>Something that is wrong at this moment.</summary>
/// <param name="Key">The same for the same thing.</param>
/// <param name="Mend">What to do; empty where that is clear.</param>
/// <param name="Patience">How long it may last before anybody is told: much mends itself.</param>
internal sealed record Problem(string Key, string Text, string Mend, TimeSpan Patience);
