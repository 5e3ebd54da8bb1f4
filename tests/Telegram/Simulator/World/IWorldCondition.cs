namespace Bridges.Telegram.Simulator.World;

/// <summary>Something that somebody waits for.</summary>
internal interface IWorldCondition
{
    /// <summary>Looks, and tells the one who waits if it has come true.</summary>
    bool IsMet();
}
