using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Bridges.MediaWorker.Sandboxing;

/// <summary>
/// Landlock (landlock(7), kernel 5.13): this thread, and what it becomes or starts, reads the program, system libraries and the folder of
/// its jobs, writes their results, opens no TCP connection and sends no signal to others. So a fault in a decoder does not reach the host's database.
/// </summary>
internal static partial class Landlock
{
    private const int CreateRuleset = 444;
    private const int AddRule = 445;
    private const int RestrictSelf = 446;
    private const nint AskVersion = 1;
    private const int PathBeneath = 1;
    private const ulong BindAndConnect = 3;
    private const ulong SocketsAndSignals = 3;
    private const int OpenAsPath = 0x200000 | 0x80000;

    /// <returns>Version of Landlock in this kernel; 0: none, nothing was done.</returns>
    public static unsafe int Enter(IEnumerable<string> runnable, string readable, string writable)
    {
        var version = (int)SystemCall(CreateRuleset, 0, 0, AskVersion);
        if (version < 1)
        {
            return 0;
        }

        var handled = LandlockAccess.FirstVersion
            | (version >= 2 ? LandlockAccess.Refer : LandlockAccess.None)
            | (version >= 3 ? LandlockAccess.Truncate : LandlockAccess.None);
        var ruleset = new Ruleset
        {
            Files = handled,
            Network = version >= 4 ? BindAndConnect : 0,
            Scoped = version >= 6 ? SocketsAndSignals : 0,
        };
        var size = version >= 6 ? sizeof(Ruleset) : version >= 4 ? 2 * sizeof(ulong) : sizeof(ulong);
        var rules = (int)SystemCall(CreateRuleset, in ruleset, size, 0);
        if (rules < 0)
        {
            throw new Win32Exception();
        }

        foreach (var path in runnable)
        {
            Allow(rules, path, LandlockAccess.Run & handled);
        }

        Allow(rules, "/dev/null", (LandlockAccess.ReadFile | LandlockAccess.WriteFile) & handled);
        Allow(rules, "/dev/urandom", LandlockAccess.ReadFile);
        Allow(rules, readable, LandlockAccess.Read);
        Allow(rules, writable, LandlockAccess.Write & handled);
        if (SystemCall(RestrictSelf, rules, 0, 0) != 0)
        {
            throw new Win32Exception();
        }

        _ = Close(rules);
        return version;
    }

    private static void Allow(int rules, string path, LandlockAccess access)
    {
        var file = Open(path, OpenAsPath);
        if (file < 0)
        {
            // This machine has no such folder.
            return;
        }

        var rule = new PathRule { Access = Directory.Exists(path) ? access : access & LandlockAccess.OfFiles, Parent = file };
        if (SystemCall(AddRule, rules, PathBeneath, in rule, 0) != 0)
        {
            throw new Win32Exception();
        }

        _ = Close(file);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Ruleset
    {
        public LandlockAccess Files;
        public ulong Network;
        public ulong Scoped;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct PathRule
    {
        public LandlockAccess Access;
        public int Parent;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, in Ruleset a, nint b, nint c);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint a, nint b, in PathRule c, nint d);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
