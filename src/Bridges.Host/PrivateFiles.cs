namespace Bridges.Host;

/// <summary>Files and folders that only the user who runs the host may look into.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFolder);
        }
    }

    /// <summary>Writes a new file; an existing one is never overwritten.</summary>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    public static void WriteNew(string path, string content)
    {
        using var writer = new StreamWriter(path, Private(FileMode.CreateNew));
        writer.Write(content);
    }

    /// <summary>Writes a file anew. One that exists keeps its owner, group and rights, which somebody may have given it for good reason.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Replace(string path, string content)
    {
        using var writer = new StreamWriter(path, Private(FileMode.Create));
        writer.Write(content);
    }

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return options;
    }
}
