using Bridges.Storage;

namespace Bridges.Core.Lanes;

/// <summary>What became of a row.</summary>
internal abstract record RowOutcome
{
    /// <summary>Nothing more to write than that the row is done.</summary>
    public static RowOutcome Nothing { get; } = new Finished([]);

    /// <summary>It is done; <paramref name="Writes"/> are committed together with that fact.</summary>
    public sealed record Finished(IReadOnlyList<Statement> Writes) : RowOutcome;

    /// <summary>It may work later.</summary>
    /// <param name="MayHaveHappened">Look before doing it again.</param>
    public sealed record TryAgain(string Reason, TimeSpan? NotBefore = null, bool MayHaveHappened = false) : RowOutcome;

    /// <summary>It never will; kept as a dead letter, since somebody may mend the cause.</summary>
    public sealed record GiveUp(string Reason) : RowOutcome;

    /// <summary>What it asks for cannot be done, now or later: its author is told, and nothing is kept.</summary>
    public sealed record Refused(string Reason) : RowOutcome;

    /// <summary>It goes on in another lane, with those behind it going past.</summary>
    public sealed record MoveTo(string Lane) : RowOutcome;
}
