using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Bridges.Host.Tests.Configuration;

/// <summary>A valid configuration with values of all sorts, written in one of the many ways that YAML has for them.</summary>
[SuppressMessage("Security", "CA5394", Justification = "A seed must make the same configuration again.")]
internal sealed class WrittenConfiguration
{
    private static readonly string[] Texts =
    [
        "Bridges", "", " ", "null", "~", "true", "007", "1e3", "- a", "a: b", "# no comment", "'", "\"", "\\", "\\n", "{a}", "[", "&a", "*a", "!x", "%YAML", "@", "`", "|", ">", "---", "...", "? a", ": ",
        "a\nb", "\n", "\t", "tail ", "日本", "😀", "é", "e\u0301", "\u00A0", "\u2028", "\u0085", "\uFEFF", "\u202E", "x\u0000y", "\u001B[31m", "yes", "<<", "=", "1:2:3", "it's \"so\"",
    ];

    private readonly Random _random;
    private readonly List<(string Section, string Key, string Written)> _entries = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public WrittenConfiguration(int seed)
    {
        _random = new Random(seed);
        Add("homeserver", "url", $"{Any("http", "https")}://{Host()}:{Number(1, 65535)}");
        Add("homeserver", "server_name", Host());
        Add("appservice", "id", "id" + Text());
        Add("appservice", "listen", Any("127.0.0.1:1", "[::1]:29400", "*:80", "localhost:65535", "[fe80::1]:8008"));
        Add("appservice", "url", $"http://{Host()}");
        Add("appservice", "bot", Any("bridges", "a-b", "=", "1"));
        Add("appservice", "bot_name", Text());
        Add("appservice", "ghost_prefix", Any("_bridges_", "_x/", "_+"));
        Add("appservice", "as_token", "as-" + Token());
        Add("appservice", "hs_token", "hs-" + Token());
        Add("double_puppet", "enabled", Any("true", "false"));
        Add("double_puppet", "as_token", "dp-" + Token());
        Add("bridging", "command_prefix", Any("!bridges", "b", "#", "日本", "'"));
        Add("bridging", "admin_room", Any("auto", "none", "!a:example.org"));
        Add("bridging", "chats_at_login", Number(0, 1000));
        Add("bridging", "messages_at_login", Number(0, 1000));
        Add("bridging", "most_chats_at_login", Number(0, 1000));
        Add("bridging", "most_messages_at_login", Number(0, 1000));
        Add("bridging", "new_rooms_in_ten_minutes", Number(0, 1000));
        Add("bridging", "stay_after_logout", Any("true", "false"));
        Add("bridging", "leaving_room_leaves_chat", Any("true", "false"));
        Add("bridging", "follow_chat_settings", Any("true", "false"));
        Add("bridging", "follow_clients", Any("true", "false"));
        Add("bridging", "success_status_events", Any("true", "false"));
        Add("journal", "keep_done_days", Number(2, 36500));
        Add("logging", "level", Any("trace", "debug", "information", "warning", "error"));
        Add("logging", "format", Any("text", "json"));
        Add("metrics", "enabled", Any("true", "false"));
        Add("secrets", "key_file", "/" + Any("keys/bridges.key", "a b", "é", "~"));
        Add("networks", "sample", null, $"{{enabled: {Any("true", "false")}, text: {Quoted(Kept("networks.sample.text", Text()))}}}");
        Add("permissions", "*", Any("user", "admin", "blocked"));
        Add("permissions", $"@{Text().Replace(":", "", StringComparison.Ordinal).Replace("*", "", StringComparison.Ordinal)}x:{Host()}", Any("user", "admin", "blocked"));
        Yaml = Write();
    }

    public string Yaml { get; }

    /// <summary>What was written, by key.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    private string Any(params string[] values) => values[_random.Next(values.Length)];

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(4)).Select(_ => Any(Texts)));

    private string Host() => Any("example.org", "matrix.example.org", "localhost", "10.0.0.1");

    private string Number(int least, int most) => _random.Next(least, most + 1).ToString(CultureInfo.InvariantCulture);

    private string Token() => new([.. Enumerable.Range(0, _random.Next(16, 64)).Select(_ => "abcXYZ019._~-"[_random.Next(13)])]);

    private string Kept(string key, string value) => _values[key] = value;

    private void Add(string section, string key, string value) => Add(section, key, Kept($"{section}.{key}", value), written: null);

    private void Add(string section, string key, string? value, string? written) => _entries.Add((section, key, written ?? Scalar(value!)));

    private string Write()
    {
        var text = new StringBuilder();
        foreach (var section in _entries.GroupBy(entry => entry.Section).OrderBy(_ => _random.Next()))
        {
            var entries = section.OrderBy(_ => _random.Next()).Select(entry => $"{Scalar(entry.Key)}: {entry.Written}").ToList();
            text.Append(section.Key).Append(':');
            text.Append(_random.Next(2) == 0 ? $" {{{string.Join(", ", entries)}}}\n" : $"\n{string.Concat(entries.Select(entry => $"  {entry}   # a comment\n"))}");
            text.Append(Any("", "\n", "# a comment: of its own\n"));
        }

        return text.ToString();
    }

    private string Scalar(string value) => IsPlain(value) && _random.Next(2) == 0 ? value : Quoted(value);

    // Within single quotes nothing but the quote itself has a meaning, but a line break would be folded.
    private string Quoted(string value) => value.Any(letter => char.IsControl(letter) || letter is '\u2028' or '\uFEFF') || _random.Next(2) == 0
        ? $"\"{string.Concat(value.Select(Escaped))}\""
        : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Escaped(char letter) => letter switch
    {
        '"' or '\\' => $"\\{letter}",
        _ when char.IsControl(letter) || letter is '\u2028' or '\uFEFF' => $"\\u{(int)letter:X4}",
        _ => letter.ToString(),
    };

    private static bool IsPlain(string value) =>
        value.Length > 0 && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '/' or '-') && char.IsAsciiLetterOrDigit(value[0]) && value != "null";
}
