using Bridges.Media.Jobs;

namespace Bridges.MediaWorker;

/// <summary>The worker's arguments, <c>--name value</c> each.</summary>
/// <param name="Folder">The only folder with people's files that it may see: <c>in</c> to read from, <c>out</c> to write to.</param>
/// <param name="Ffmpeg">Path of ffmpeg; null: none.</param>
/// <param name="MemoryBytes">Most memory of this process, and of each ffmpeg.</param>
/// <param name="MaxPixels">Largest picture that is decoded.</param>
/// <param name="JobLimit">Longest work on a picture or on what moves.</param>
/// <param name="Landlock">Version of Landlock that this process was shut in with; null: it was not shut in yet.</param>
internal sealed record WorkerOptions(string Folder, string? Ffmpeg, long MemoryBytes, long MaxPixels, TimeSpan JobLimit, int? Landlock)
{
    public const string Usage =
        "usage: bridges-media-worker --folder <folder> [--ffmpeg <path>] [--memory-mb 256] [--max-megapixels 24] [--seconds 20]\n" +
        "It is started by the bridge and speaks JSON-RPC on its standard input and output.";

    public string InputFolder { get; } = Path.Combine(Folder, "in");

    public string OutputFolder { get; } = Path.Combine(Folder, "out");

    public static WorkerOptions? Parse(ReadOnlySpan<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (; arguments.Length >= 2; arguments = arguments[2..])
        {
            values[arguments[0]] = arguments[1];
        }

        if (arguments.Length != 0 || !values.TryGetValue("--folder", out var folder) || !Path.IsPathRooted(folder))
        {
            return null;
        }

        return new WorkerOptions(
            Path.GetFullPath(folder),
            values.GetValueOrDefault("--ffmpeg"),
            (long)Number("--memory-mb", 256) << 20,
            Number("--max-megapixels", 24) * 1_000_000L,
            TimeSpan.FromSeconds(Number("--seconds", (int)JobLimits.Usual.TotalSeconds)),
            values.TryGetValue(LandlockArgument, out var version) && int.TryParse(version, out var abi) ? abi : null);

        int Number(string name, int usual) =>
            values.TryGetValue(name, out var text) && int.TryParse(text, out var number) && number is > 0 and < 100_000 ? number : usual;
    }

    public const string LandlockArgument = "--landlock";
}
