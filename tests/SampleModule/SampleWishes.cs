namespace Bridges.SampleModule;

/// <summary>What somebody outside wishes to happen now, told by a file of that name in the module's folder.</summary>
internal sealed class SampleWishes(string folder)
{
    /// <summary>The code that is shown has been scanned.</summary>
    public bool IsScanned => Is("scanned");

    /// <summary>A network that does not answer goes on like that, whoever connects anew.</summary>
    public bool StaysMute => Is("stays-mute");

    private bool Is(string wish) => File.Exists(Path.Combine(folder, wish));
}
