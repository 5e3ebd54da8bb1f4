namespace Bridges.Chaos.Tests;

/// <summary>Tells, with the seconds since the start, what a test does to the bridge.</summary>
internal sealed class Story
{
    private readonly long _started = TimeProvider.System.GetTimestamp();

    public void Tell(string what)
    {
        var line = $"{TimeProvider.System.GetElapsedTime(_started).TotalSeconds,6:0.0} s  {what}";
        Console.WriteLine(line);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
    }
}
