namespace Bridges.MediaWorker.Sandboxing;

/// <summary>What Landlock can forbid of files: the bits of <c>struct landlock_ruleset_attr</c> (landlock(7)).</summary>
[Flags]
internal enum LandlockAccess : ulong
{
    None = 0,
    Execute = 1 << 0,
    WriteFile = 1 << 1,
    ReadFile = 1 << 2,
    ReadFolder = 1 << 3,
    RemoveFolder = 1 << 4,
    RemoveFile = 1 << 5,
    MakeCharacterDevice = 1 << 6,
    MakeFolder = 1 << 7,
    MakeFile = 1 << 8,
    MakeSocket = 1 << 9,
    MakePipe = 1 << 10,
    MakeBlockDevice = 1 << 11,
    MakeLink = 1 << 12,

    /// <summary>Moving between folders, since version 2.</summary>
    Refer = 1 << 13,

    /// <summary>Since version 3.</summary>
    Truncate = 1 << 14,

    Read = ReadFile | ReadFolder,
    Run = Read | Execute,
    Write = Read | WriteFile | MakeFile | RemoveFile | Truncate,
    OfFiles = Execute | WriteFile | ReadFile | Truncate,

    /// <summary>All that the first version knows.</summary>
    FirstVersion = Run | WriteFile | RemoveFolder | RemoveFile | MakeCharacterDevice | MakeFolder | MakeFile | MakeSocket | MakePipe | MakeBlockDevice | MakeLink,
}
