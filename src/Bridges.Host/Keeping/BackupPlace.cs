namespace Bridges.Host.Keeping;

/// <summary>Whether a backup can lie where somebody says; told before anything is begun.</summary>
internal static class BackupPlace
{
    /// <exception cref="CommandFailedException">No file can be made there.</exception>
    public static void RefuseToWrite(string file)
    {
        RefuseFolder(file);
        if (File.Exists(file))
        {
            throw new CommandFailedException(ExitCode.Failure, $"{file} exists and is left as it is. Name another file.");
        }

        if (Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder))
        {
            throw new CommandFailedException(ExitCode.Failure, $"The folder {folder} does not exist: mkdir -p -m 700 {folder}");
        }
    }

    /// <exception cref="CommandFailedException">There is no file.</exception>
    public static void RefuseToRead(string file)
    {
        RefuseFolder(file);
        if (!File.Exists(file))
        {
            throw new CommandFailedException(ExitCode.Failure, $"There is no file {file}. Name one that 'bridges backup' wrote.");
        }
    }

    private static void RefuseFolder(string file)
    {
        if (Directory.Exists(file))
        {
            throw new CommandFailedException(ExitCode.Failure, $"{file} is a folder. Name a file in it: {Path.Combine(file, "bridges.tar.gz")}");
        }
    }
}
