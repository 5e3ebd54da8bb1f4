namespace Bridges.Host;

/// <summary>A command ends here: what to tell the person at the terminal, and the exit code.</summary>
internal sealed class CommandFailedException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Code { get; } = exitCode;
}
