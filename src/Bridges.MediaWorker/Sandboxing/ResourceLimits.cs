using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Bridges.MediaWorker.Sandboxing;

/// <summary>Limits of this process, which ffmpeg inherits (getrlimit(2)).</summary>
internal static partial class ResourceLimits
{
    /// <summary>Largest file that is written unless a job asks for more.</summary>
    public const long UsualFileBytes = 64 << 20;

    /// <summary>Largest file that a job may ask for.</summary>
    public const long MostFileBytes = 4L << 30;

    private const int FileSize = 1;
    private const int Data = 2;
    private const int Core = 4;
    private const int OpenFiles = 7;
    private const int NoNewPrivilegesOption = 38;

    public static void Enter(long memoryBytes)
    {
        // Not the address space: .NET reserves far more of it than it uses.
        Set(Data, memoryBytes, memoryBytes);
        Set(FileSize, UsualFileBytes, MostFileBytes);
        Set(Core, 0, 0);
        Set(OpenFiles, 128, 128);
        _ = Nice(10);
        if (ProcessControl(NoNewPrivilegesOption, 1, 0, 0, 0) != 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>Sets the largest file that is written from now on.</summary>
    public static void AllowFiles(long bytes) => Set(FileSize, Math.Clamp(bytes, UsualFileBytes, MostFileBytes), MostFileBytes);

    private static void Set(int resource, long soft, long hard)
    {
        var limit = new Limit { Soft = (nuint)soft, Hard = (nuint)hard };
        if (SetLimit(resource, in limit) != 0)
        {
            throw new Win32Exception();
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public nuint Soft;
        public nuint Hard;
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limit limit);

    [LibraryImport("libc", EntryPoint = "nice", SetLastError = true)]
    private static partial int Nice(int increment);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);
}
