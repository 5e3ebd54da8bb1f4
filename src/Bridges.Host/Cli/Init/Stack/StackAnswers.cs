namespace Bridges.Host.Cli;

/// <summary>What must be known to write a whole stack.</summary>
/// <param name="ServerName">What stands behind the colon in users' ids.</param>
/// <param name="Domain">Where homeserver and client are reached; may be the same.</param>
/// <param name="Admin">The user id of the admin; empty for none.</param>
internal sealed record StackAnswers(string ServerName, string Domain, string Admin)
{
    /// <summary>The networks that are enabled from the start.</summary>
    public NetworkAnswers Networks { get; init; } = NetworkAnswers.Nothing;

    public string PublicUrl => $"https://{Domain}";
}
