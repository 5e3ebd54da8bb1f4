using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Bridges.MediaWorker.Sandboxing;

/// <summary>
/// A filter (seccomp(2)) under which the calls that no decoder needs, and that an intruder would like, fail with "not permitted": sockets of any
/// kind, looking into other processes, name spaces and mounts, kernel interfaces with a history of faults.
/// </summary>
internal static partial class SystemCallFilter
{
    private const int NoNewPrivilegesOption = 38;
    private const int SeccompOption = 22;
    private const nuint FilterMode = 2;
    private const uint Allow = 0x7fff_0000;
    private const uint FailNotPermitted = 0x0005_0000 | 1;
    private const uint EndProcess = 0x8000_0000;
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort Return = 0x06;
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;

    /// <summary>On x86-64, numbers from here on are the x32 variants of the same calls.</summary>
    private const uint FirstX32Call = 0x4000_0000;

    /// <summary>This machine's architecture as the kernel names it, and the numbers that are shut off; null where they are not known.</summary>
    internal static (uint Architecture, uint[] Calls)? Rules { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        // socket, connect, bind, listen, ptrace, process_vm_readv/writev, mount, umount2, pivot_root, chroot, unshare, setns, bpf, perf_event_open,
        // userfaultfd, add_key, request_key, keyctl, init_module, finit_module, kexec_load, io_uring_setup.
        Architecture.X64 => (0xC000_003E, [41, 42, 49, 50, 101, 310, 311, 165, 166, 155, 161, 272, 308, 321, 298, 323, 248, 249, 250, 175, 313, 246, 425]),
        Architecture.Arm64 => (0xC000_00B7, [198, 203, 200, 201, 117, 270, 271, 40, 39, 41, 51, 97, 268, 280, 241, 282, 217, 218, 219, 105, 273, 104, 425]),
        _ => null,
    };

    public static unsafe void Enter()
    {
        if (Rules is not { } rules)
        {
            return;
        }

        var instructions = Program(rules.Architecture, rules.Calls);
        fixed (Instruction* first = instructions)
        {
            var program = new Filter { Length = (ushort)instructions.Length, Instructions = first };
            if (ProcessControl(NoNewPrivilegesOption, 1, 0, 0, 0) != 0 || ProcessControl(SeccompOption, FilterMode, (nuint)(&program), 0, 0) != 0)
            {
                throw new Win32Exception();
            }
        }
    }

    private static Instruction[] Program(uint architecture, uint[] calls)
    {
        var program = new List<Instruction>
        {
            new(LoadWord, 0, 0, ArchitectureOffset),
            new(JumpIfEqual, 1, 0, architecture),
            new(Return, 0, 0, EndProcess),
            new(LoadWord, 0, 0, NumberOffset),
            new(JumpIfAtLeast, (byte)(calls.Length + 1), 0, FirstX32Call),
        };
        for (var i = 0; i < calls.Length; i++)
        {
            program.Add(new Instruction(JumpIfEqual, (byte)(calls.Length - i), 0, calls[i]));
        }

        program.Add(new Instruction(Return, 0, 0, Allow));
        program.Add(new Instruction(Return, 0, 0, FailNotPermitted));
        return [.. program];
    }

    /// <summary><c>struct sock_filter</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Instruction(ushort code, byte ifTrue, byte ifFalse, uint value)
    {
        public readonly ushort Code = code;
        public readonly byte IfTrue = ifTrue;
        public readonly byte IfFalse = ifFalse;
        public readonly uint Value = value;
    }

    /// <summary><c>struct sock_fprog</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Filter
    {
        public ushort Length;
        public Instruction* Instructions;
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);
}
