namespace Bridges.Host.Configuration;

/// <summary>How long the journal remembers.</summary>
internal sealed record JournalConfiguration
{
    /// <summary>Days for which a repeat of a delivered message is known again by the journal, and its fate can be looked up.</summary>
    public int KeepDoneDays { get; init; } = 7;
}
