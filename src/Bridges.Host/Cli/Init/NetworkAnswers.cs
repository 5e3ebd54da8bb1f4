using Bridges.Host.Configuration;

namespace Bridges.Host.Cli;

/// <summary>Which networks are enabled from the start.</summary>
/// <param name="Names">Their ids.</param>
/// <param name="ApiId">Telegram's, empty where it is not known yet.</param>
/// <param name="ApiHash">The secret that belongs to it; empty likewise.</param>
internal sealed record NetworkAnswers(IReadOnlyList<string> Names, string ApiId = "", string ApiHash = "")
{
    public const string Telegram = "telegram";
    public const string WhereToGetTheApplication = "log in at https://my.telegram.org/apps and create an application there (any title and short name), which shows both.";

    private const string All = "all";
    private const string None = "none";

    public static readonly NetworkAnswers Nothing = new([]);

    /// <summary>The networks that come with this program.</summary>
    public static readonly IReadOnlyList<string> Known = [Telegram, "whatsapp", "signal"];

    /// <summary>Telegram was chosen, but not what it needs.</summary>
    public bool TelegramWaits => Names.Contains(Telegram, StringComparer.Ordinal) && (ApiId.Length == 0 || ApiHash.Length == 0);

    /// <summary>Reads a list such as "whatsapp, signal", "all" or "none".</summary>
    /// <exception cref="CommandFailedException">It names what there is not.</exception>
    public static IReadOnlyList<string> Read(string answer)
    {
        var names = answer.ToLowerInvariant().Split([',', ' ', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = Array.Find(names, name => name is not (All or None) && !Known.Contains(name, StringComparer.Ordinal));
        return unknown is not null
            ? throw new CommandFailedException(ExitCode.Usage, $"there is no network '{unknown}'.{(NearestName.Find(unknown, Known) is { } nearest ? $" Did you mean '{nearest}'?" : $" There are {string.Join(", ", Known)}.")}")
            : names.Contains(All, StringComparer.Ordinal) ? Known : [.. Known.Where(names.Contains)];
    }

    /// <summary>What is still to be written by hand, and leads over to the commands that follow.</summary>
    public string NextStep(string file) =>
        Names.Count == 0 ? $"Then enable networks in {file}, and:"
        : TelegramWaits ? $"Telegram waits for its api_id and api_hash: {WhereToGetTheApplication} Write both into {file}, and take the '# ' away before the lines of 'telegram'. Then:"
        : "Then:";

    /// <summary>Why an api_id cannot be; null where it can, or is left open.</summary>
    public static string? ProblemOfApiId(string answer) =>
        answer.Length == 0 || (answer.Length <= 10 && answer.All(char.IsAsciiDigit)) ? null : "an api_id is a number, such as 1234567.";

    /// <inheritdoc cref="ProblemOfApiId"/>
    public static string? ProblemOfApiHash(string answer) =>
        answer.Length == 0 || (answer.Length == 32 && answer.All(char.IsAsciiHexDigitLower)) ? null : "an api_hash has 32 characters of 0 to 9 and a to f.";
}
