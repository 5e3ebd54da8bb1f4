namespace Bridges.Abstractions;

/// <summary>
/// A message of a kind that Matrix has no form for. The reader is told what it is in place of the message, with all that can
/// be known, and where there is no link, that the network's own app shows it.
/// </summary>
/// <param name="Description">What it is, in the reader's words: "an invoice: Tea, 3 EUR".</param>
/// <param name="Caption">The text that came with it, or null.</param>
public sealed record UnsupportedContent(string Description, RichText? Caption = null) : MessageContent
{
    /// <summary>Where it can be seen; null where nowhere but in the network's app.</summary>
    public string? Link { get; init; }

    /// <summary>What more is known, a line each.</summary>
    public IReadOnlyList<string> Details { get; init => field = value ?? []; } = [];

    /// <summary>The words say it all (a throw of dice): nobody is sent to the network's app.</summary>
    public bool IsComplete { get; init; }

    public bool Equals(UnsupportedContent? other) =>
        other is not null && Description == other.Description && Equals(Caption, other.Caption) && Link == other.Link
        && IsComplete == other.IsComplete && Details.SequenceEqual(other.Details);

    public override int GetHashCode() => HashCode.Combine(Description, Link);
}
