using System.Runtime.InteropServices;

namespace Bridges.Storage;

/// <summary>Gives a file a second name in one step, or not at all where the name is taken: a rename looks first and may come too late.</summary>
internal static partial class HardLink
{
    private const int NameIsTaken = 17;

    /// <returns>Whether the name is the file's; false where another has it.</returns>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static bool TryMake(string file, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryCopy(file, name);
        }

        if (Link(file, name) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error != NameIsTaken
            ? throw new IOException($"'{name}' cannot be made: {Marshal.GetPInvokeErrorMessage(error)}.")
            : false;
    }

    private static bool TryCopy(string file, string name)
    {
        try
        {
            File.Copy(file, name, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(name))
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string file, string name);
}
