namespace Bridges.Telegram.Simulator.World;

/// <summary>The quoted part of a message.</summary>
/// <param name="Text">The part's text.</param>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
public sealed record Quote(string Text, int Offset)
{
    /// <summary>The part's formatting; none by default.</summary>
    public IReadOnlyList<TextEntity> Entities { get; init; } = [];
}
