using System.Globalization;
using Bridges.Abstractions;

namespace Bridges.Core.Commands.Login;

/// <summary>How much of an account's past its user wants, as they say it: <c>chats=50 messages=100</c>.</summary>
internal static class HistoryWords
{
    private const string Chats = "chats=";
    private const string Messages = "messages=";

    /// <returns>What is wanted, null where nothing is said of it; and the other words.</returns>
    /// <exception cref="BridgeException">It is no number.</exception>
    public static (HistoryAmount? Amount, IReadOnlyList<string> OtherWords) Read(IReadOnlyList<string> words)
    {
        var (chats, messages) = (Number(words, Chats), Number(words, Messages));
        string[] rest = [.. words.Where(word => !Begins(word, Chats) && !Begins(word, Messages))];
        return (chats is null && messages is null ? null : new HistoryAmount(chats, messages), rest);
    }

    private static int? Number(IReadOnlyList<string> words, string name) => words.FirstOrDefault(word => Begins(word, name)) switch
    {
        null => null,
        var word when int.TryParse(word.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw BridgeException.Permanent($"Please say `{name}` with a number behind it, such as {name}50."),
    };

    private static bool Begins(string word, string name) => word.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
