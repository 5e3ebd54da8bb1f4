namespace Bridges.Core.DoublePuppets;

/// <summary>Hears of whether the bridge may act for the homeserver's users. Whoever tells people implements it.</summary>
internal interface IDoublePuppetNews
{
    /// <summary>It may no longer: their ghosts stand in from now on.</summary>
    void Stopped(string errorCode);

    /// <summary>It may again.</summary>
    void WorkAgain();
}
