namespace Bridges.Storage;

/// <summary>A file beside a database, or another thing, that one process holds; the system lets go of it when that ends, however it ends.</summary>
public sealed class HostLockFile : IDisposable
{
    /// <summary>What such a file's name ends in.</summary>
    public const string Extension = ".lock";

    // How the sharing violation of a file looks on Linux, macOS and Windows.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    // Who only looks whether it is held holds it for that moment; so does a program that its holder was just starting when it let go,
    // until that runs, which takes its time on a busy machine.
    private const int Looks = 40;
    private const int FewLooks = 10;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private HostLockFile(FileStream file) => _file = file;

    /// <param name="place">Its own path is this one with <c>.lock</c>.</param>
    /// <param name="what">For people: what it keeps others from, such as "the database NAME".</param>
    /// <exception cref="StorageException">Another process holds it.</exception>
    public static async Task<HostLockFile> TakeAsync(string place, string what, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            try
            {
                return new HostLockFile(Open(PathOf(place)));
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (look == Looks)
                {
                    throw OtherHost.Uses(what, isTransient: false, exception);
                }
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }

    /// <summary>Whoever can open it can hold it, and keep the host from its database: so it is for its owner only, as is the database.</summary>
    private static FileStream Open(string path)
    {
        var file = new FileStream(path, OwnerOnly.ToWrite(FileMode.OpenOrCreate));
        if (!OperatingSystem.IsWindows())
        {
            // One of an older version was open to all.
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return file;
    }

    /// <summary>Whether a process holds it, and not for a moment only.</summary>
    public static async Task<bool> IsTakenAsync(string place, CancellationToken cancellationToken)
    {
        for (var look = 1; IsTaken(place); look++)
        {
            if (look == FewLooks)
            {
                return true;
            }

            await Task.Delay(_pause, cancellationToken);
        }

        return false;
    }

    private static bool IsTaken(string place)
    {
        try
        {
            using var file = new FileStream(PathOf(place), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException exception)
        {
            return IsHeld(exception);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string PathOf(string place) => place + Extension;

    private static bool IsHeld(IOException exception) =>
        exception.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation;
}
