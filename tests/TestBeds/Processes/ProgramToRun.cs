namespace Bridges.TestBeds.Processes;

/// <summary>What <see cref="ChildProcess"/> is to start.</summary>
/// <param name="FileName">The program's path.</param>
/// <param name="Arguments">Its arguments, not yet quoted.</param>
public sealed record ProgramToRun(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Set on top of this process's own environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Default: this process's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// What the program is sent when this process ends before it: SIGKILL, or, where false, SIGQUIT, for a program
    /// that has something to give back.
    /// </summary>
    public bool DiesHardWithParent { get; init; } = true;

    /// <summary>
    /// When this process is root, the program runs as <c>nobody</c> but may still read root's folders:
    /// for servers that refuse to run as root.
    /// </summary>
    public bool NeverAsRoot { get; init; }
}
