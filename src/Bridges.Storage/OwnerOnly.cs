namespace Bridges.Storage;

/// <summary>How files are made that only the user who runs the host may look into.</summary>
public static class OwnerOnly
{
    /// <summary>Where the file exists, it keeps its rights, which somebody may have given it for good reason.</summary>
    public static FileStreamOptions ToWrite(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
