using System.Runtime.InteropServices;

namespace Bridges.Telegram.Files;

/// <summary>
/// A file under the name that people are to see: TDLib sends the last part of a path. It is a second name of the same file in a folder of its own, or a copy
/// where the file system has no second names.
/// </summary>
internal sealed partial class NamedFile : IDisposable
{
    private readonly string? _folder;

    private NamedFile(string path, string? folder) => (Path, _folder) = (path, folder);

    public string Path { get; }

    /// <param name="path">Where the file is.</param>
    /// <param name="name">What people are to see; null: its name there.</param>
    /// <param name="mustBeNew">The path is to be another one even where the name is right.</param>
    public static NamedFile Of(string path, string? name, bool mustBeNew = false)
    {
        name = name is not null && IsHarmless(name) ? name : System.IO.Path.GetFileName(path);
        if (name == System.IO.Path.GetFileName(path) && !mustBeNew)
        {
            return new NamedFile(path, folder: null);
        }

        var folder = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, $"telegram-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        var named = System.IO.Path.Combine(folder, name);
        if (!OperatingSystem.IsLinux() || Link(path, named) != 0)
        {
            File.Copy(path, named);
        }

        return new NamedFile(named, folder);
    }

    public void Dispose()
    {
        try
        {
            if (_folder is not null)
            {
                Directory.Delete(_folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It goes with the folder of the transfer.
        }
    }

    private static bool IsHarmless(string name) =>
        name is not ("" or "." or "..") && name == System.IO.Path.GetFileName(name) && !name.Any(char.IsControl) && System.Text.Encoding.UTF8.GetByteCount(name) <= 255;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string second);
}
