namespace Bridges.Host.Cli;

/// <summary>Who is to be admin, however much of the user id was typed: a name alone would stand in the permissions for a server.</summary>
internal static class AdminAnswer
{
    /// <returns>The whole user id; empty for nobody.</returns>
    public static string Complete(string answer, string serverName)
    {
        var name = answer.Trim().TrimStart('@');
        return name.Length == 0 ? "" : name.Contains(':', StringComparison.Ordinal) ? $"@{name}" : $"@{name}:{serverName}";
    }
}
