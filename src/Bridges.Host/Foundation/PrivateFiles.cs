using Bridges.Storage;

namespace Bridges.Host;

/// <summary>Files and folders that only the user who runs the host may look into.</summary>
internal static class PrivateFiles
{
    /// <summary>Makes a folder, and those above it that are missing, which .NET by itself would leave open to everybody.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent)
            {
                CreateDirectory(parent);
            }

            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Writes a new file; an existing one is never overwritten.</summary>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    public static void WriteNew(string path, string content)
    {
        using var writer = new StreamWriter(path, OwnerOnly.ToWrite(FileMode.CreateNew));
        writer.Write(content);
    }

    /// <summary>Writes a file anew. One that exists keeps its owner, group and rights, which somebody may have given it for good reason.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Replace(string path, string content)
    {
        using var writer = new StreamWriter(path, OwnerOnly.ToWrite(FileMode.Create));
        writer.Write(content);
    }
}
