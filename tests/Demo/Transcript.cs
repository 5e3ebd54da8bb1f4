namespace Bridges.Demo;

/// <summary>What the people who watch get to read: who says what where, with the seconds since the start.</summary>
internal sealed class Transcript(TextWriter output, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>Somebody says something on Matrix or on Telegram.</summary>
    public void Line(string place, string speaker, string text) =>
        output.WriteLine($"{Seconds,6:0.0} s  {place,-8}  {speaker,-8}  {text.ReplaceLineEndings("\n" + new string(' ', 30))}");

    /// <summary>Something about the demo itself.</summary>
    public void Note(string text) => output.WriteLine(text);

    /// <summary>Says what is being done, and when it is done how long it took.</summary>
    public async Task<T> StepAsync<T>(string what, Func<Task<T>> step)
    {
        var began = time.GetTimestamp();
        var result = await step();
        output.WriteLine($"{Seconds,6:0.0} s  {what} ({time.GetElapsedTime(began).TotalSeconds:0.0} s)");
        return result;
    }

    private double Seconds => time.GetElapsedTime(_started).TotalSeconds;
}
