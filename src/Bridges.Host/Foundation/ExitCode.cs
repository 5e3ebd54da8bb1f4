namespace Bridges.Host;

/// <summary>What the program's exit code says, for scripts and service managers.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Something that has no code of its own; the message says what.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The configuration is wrong, or a folder that it names cannot be made.</summary>
    public const int Configuration = 3;

    /// <summary>The database or the key file cannot be used.</summary>
    public const int Database = 4;

    /// <summary>The address to listen on is taken or not to be had.</summary>
    public const int Address = 5;

    /// <summary>The homeserver answers, and refuses us or is another one than configured.</summary>
    public const int Homeserver = 6;

    /// <summary>A check was made and found something wrong.</summary>
    public const int ProblemsFound = 7;
}
