using System.Text.RegularExpressions;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Chaos.Tests.Talk;

using Media = Bridges.Telegram.Simulator.World.Media;

/// <summary>
/// What each message begins with and keeps through edits, so that it is known again on the other side:
/// <c>[c3m17]</c> is the 17th said on Matrix in the third chat, <c>[c3t17]</c> the 17th said on Telegram.
/// </summary>
internal static partial class Token
{
    public static string OfMatrix(int chat, int number) => $"[c{chat}m{number}]";

    public static string OfTelegram(int chat, int number) => $"[c{chat}t{number}]";

    /// <summary>The token that a text begins with; null where it has none.</summary>
    public static string? In(string? text) => text is not null && Pattern().Match(text) is { Success: true } match ? match.Value : null;

    /// <summary>All tokens that a line names.</summary>
    public static IEnumerable<string> AllIn(string line) => Anywhere().Matches(line).Select(match => match.Value);

    /// <summary>The token of a message on Telegram, or of the question that it asks; null where it has none.</summary>
    public static string? In(Message message) => In(message.Media is Media.Poll poll ? poll.Question : message.Text);

    public static bool IsFromMatrix(string token) => token.Contains('m', StringComparison.Ordinal);

    public static bool IsOfChat(string token, int chat) =>
        token.StartsWith($"[c{chat}m", StringComparison.Ordinal) || token.StartsWith($"[c{chat}t", StringComparison.Ordinal);

    [GeneratedRegex(@"^\[c\d+[mt]\d+\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\[c\d+[mt]\d+\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Anywhere();
}
