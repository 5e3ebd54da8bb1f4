namespace Bridges.Host.Configuration;

/// <summary>How long the journal remembers.</summary>
internal sealed record JournalConfiguration
{
    /// <summary>Days for which the fate of a delivered message can still be looked up.</summary>
    public int KeepDoneDays { get; init; } = 7;
}
