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

    /// <summary>It never will.</summary>
    public sealed record GiveUp(string Reason) : RowOutcome;
}
