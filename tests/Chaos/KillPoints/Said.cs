using Bridges.Telegram.Simulator.World;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>A message that somebody wrote, as it is meant to stand on both sides.</summary>
internal sealed class Said(bool byBob, string text)
{
    public bool ByBob => byBob;

    /// <summary>The file that it is the caption of; null where it is a text.</summary>
    public byte[]? File { get; init; }

    /// <summary>After the last edit.</summary>
    public string Text { get; set; } = text;

    public bool IsTakenBack { get; set; }

    /// <summary>False for what cannot be carried over.</summary>
    public bool MayPass { get; init; } = true;

    /// <summary>On Matrix; empty until it is there.</summary>
    public string EventId { get; set; } = "";

    /// <summary>On Telegram; null until it is there.</summary>
    public Message? Message { get; set; }
}
