namespace Bridges.TestBeds;

/// <summary>A new folder that is deleted, with all in it, when disposed of.</summary>
public sealed class TempFolder : IDisposable
{
    private TempFolder(string path) => Path = path;

    /// <summary>The folder's absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes a folder whose name begins with <c>bridges-</c> and the given purpose.</summary>
    public static TempFolder Create(string purpose) =>
        new(Directory.CreateTempSubdirectory($"bridges-{purpose}-").FullName);

    /// <summary>An absolute path below the folder.</summary>
    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A dying process may still write into it; the system's own cleaning of temporary files does the rest.
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
