namespace Bridges.Core.Lanes;

/// <summary>Lets those who bring dead rows back wake their lane.</summary>
internal sealed class LaneSignals
{
    /// <summary>Set by the scheduler while it runs.</summary>
    public Action<string>? Woken { get; set; }

    public void Wake(string lane) => Woken?.Invoke(lane);
}
