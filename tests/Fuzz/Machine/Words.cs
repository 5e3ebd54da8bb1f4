using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Bridges.Fuzz.Tests.Machine;

/// <summary>Valid inputs, and pieces that break parsers when they are put in.</summary>
/// <param name="Seeds">Valid inputs.</param>
/// <param name="Own">Pieces of this language, besides those that hurt any.</param>
internal sealed record Words(IReadOnlyList<string> Seeds, IReadOnlyList<string> Own)
{
    private static readonly string[] Common =
    [
        "\0", "\uD83D", "\uDE00", "\uD83D\uDE00", "\uFEFF", "\uFFFD", "\uFFFF", "\u200B", "\u200D", "\u202E", "\u202C", "\u2066", "\u2069", "\u0085", "\u2028", "\u00A0", "e\u0301", "ß", "İ",
        "\r\n", "\n", "\t", " ", "\u001B[31m", "\u007F", "%", "%00", "%2F", "%2e%2e%2f", "../", "..", "/", "\\", "//", ":", "@", "#", "!", "$", "'", "\"", "`", "-1", "0", "007", "1e999", "NaN",
        "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "18446744073709551616", "99999999999999999999999999", "0.1", "1e-400", "null", "true", "{}", "[]", "{", "}", "[", "]",
        "\\u0000", "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\u202e", "\\", "é", "😀", "日本", "a", "Z",
    ];

    public static IReadOnlyList<string> Json { get; } =
    [
        "{\"a\":", "[[", "]]", "\"a\":1,", ",", ":", "\"\":", "\"type\":", "\"content\":", "\"event_id\":", "\"room_id\":", "\"sender\":", "\"@type\":", "\"id\":",
        "\"", "\"\\ud800\"", "{\"\\ud800\":1}", "\"\\u0000\"", "-", "1E+", "/*x*/", "//x\n", "{\"a\":1,\"a\":2}", "true", "\"5\"",
    ];

    public static IReadOnlyList<string> Yaml { get; } =
    [
        "&a ", "*a", "!!binary ", "!x ", "|\n", ">-\n", "---\n", "...\n", "%YAML 1.2\n", "%TAG ! x\n", "? ", "- ", ": ", "{a: ", "[", "]", "}", "# ", "<<: *a\n", "\"\\UFFFFFFFF\"", "\"\\x", "\"\\u",
        "'", "\"", "  ", "\t", "~", "yes", "0x10", "!!int ", "\n  ", "\n- ", "!<", "%", "a: 1\n", ": :", "@", "`",
    ];

    public IReadOnlyList<string> Pieces => [.. Common, .. Own, .. Own];

    public static char AnyCharacter(Random random) => Pick(random);

    /// <summary>Halves of surrogate pairs as the bytes that a careless encoder makes of them: not UTF-8.</summary>
    public static byte[] ToBytes(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]) && !(index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1])))
            {
                bytes.AddRange([0xED, (byte)(0x80 | ((text[index] >> 6) & 0x3F)), (byte)(0x80 | (text[index] & 0x3F))]);
                continue;
            }

            var length = char.IsSurrogate(text[index]) ? 2 : 1;
            bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(index, length)));
            index += length - 1;
        }

        return [.. bytes];
    }

    /// <summary>A query of any bytes that an HTTP client can send at all.</summary>
    public static string ToQuery(byte[] bytes) =>
        "?" + string.Concat(bytes.Skip(1).Select(static one => one is > 0x20 and < 0x7F and not (byte)'#' ? ((char)one).ToString() : $"%{one:X2}"));

    [SuppressMessage("Security", "CA5394", Justification = "The inputs of a seed must come again.")]
    private static char Pick(Random random) => random.Next(3) switch
    {
        0 => (char)random.Next(0x20, 0x7F),
        1 => (char)random.Next(0x100),
        _ => (char)random.Next(0x10000),
    };
}
