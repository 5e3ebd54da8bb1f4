using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Bridges.MediaWorker.Sandboxing;

internal static partial class NativeProcess
{
    /// <summary>Puts another program in this process's place (execve(2)); returns only the error.</summary>
    public static unsafe Win32Exception Replace(IReadOnlyList<string> program, IEnumerable<string> environment)
    {
        var arguments = Strings(program);
        var variables = Strings(environment);
        fixed (nint* argv = arguments, envp = variables)
        {
            _ = ExecuteInPlace(arguments[0], argv, envp);
        }

        return new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Ends this process without running anything first.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitAtOnce(int exitCode);

    // Never freed: the process is replaced, or ends.
    private static nint[] Strings(IEnumerable<string> texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    private static unsafe partial int ExecuteInPlace(nint path, nint* argv, nint* envp);
}
