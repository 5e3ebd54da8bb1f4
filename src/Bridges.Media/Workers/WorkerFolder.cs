using System.Runtime.InteropServices;

namespace Bridges.Media.Workers;

/// <summary>
/// The only folder that a worker can see: <c>in</c>, which it can read, and <c>out</c>, which it can write. It holds one job's files at a time.
/// </summary>
internal sealed partial class WorkerFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private int jobs;

    public WorkerFolder(string parent)
    {
        Root = Path.Combine(parent, Guid.NewGuid().ToString("N"));
        foreach (var folder in new[] { Root, In, Out })
        {
            MakePrivate(folder);
        }
    }

    public string Root { get; }

    private string In => Path.Combine(Root, "in");

    private string Out => Path.Combine(Root, "out");

    /// <summary>Makes a file visible to the worker, under a harmless name: a second name of the same bytes, or a copy where that cannot be.</summary>
    public (string Input, string Output) Begin(string inputPath)
    {
        Clear();
        var number = ++jobs;
        var input = Path.Combine(In, $"{number}");
        if (Link(Path.GetFullPath(inputPath), input) != 0)
        {
            File.Copy(inputPath, input);
        }

        return (input, Path.Combine(Out, $"{number}"));
    }

    /// <summary>Takes a result out of the worker's reach.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static void TakeOut(string output, string destination)
    {
        // The worker cannot make links, but nothing that it leaves is trusted.
        if (new FileInfo(output) is not { Exists: true, LinkTarget: null })
        {
            throw new FileNotFoundException("The media worker left no result.", output);
        }

        File.Move(output, destination, overwrite: true);
    }

    /// <summary>Removes a job's files.</summary>
    public void Clear()
    {
        foreach (var file in new[] { In, Out }.SelectMany(Directory.EnumerateFiles))
        {
            File.Delete(file);
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is removed at the next start.
        }
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Private);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string added);
}
