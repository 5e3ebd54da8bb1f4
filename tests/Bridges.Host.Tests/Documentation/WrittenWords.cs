using System.Text.RegularExpressions;
using Bridges.TestBeds;

namespace Bridges.Host.Tests.Documentation;

/// <summary>What stands in the documentation, in pieces that can be held against the program.</summary>
internal static partial class WrittenWords
{
    private const int Patience = 10_000;

    /// <summary>The pages, by their path below the repository's top folder.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "README.md", "CONTRIBUTING.md", "registration/README.md",
        .. Directory.EnumerateFiles(RepositoryRoot.Combine("docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
    ];

    /// <summary>Command lines of the program: in code within a line, or as a line of a block.</summary>
    public static IEnumerable<string> CommandsIn(string page) =>
        Code(page).Select(static code => CommandLine().Match(code)).Where(static match => match.Success).Select(static match => match.Groups["words"].Value.Trim());

    /// <summary>Keys with a dot in them, such as <c>page.url</c>.</summary>
    public static IEnumerable<string> KeysIn(string page) =>
        Code(page).Select(static code => Key().Match(code)).Where(static match => match.Success).Select(static match => match.Groups["key"].Value);

    /// <summary>Where links lead within the repository, as paths below its top folder.</summary>
    public static IEnumerable<string> LinksIn(string page) => Link().Matches(Text(page)).Select(match => Path.Combine(Path.GetDirectoryName(page)!, match.Groups["path"].Value));

    private static IEnumerable<string> Code(string page) => Fragment().Matches(Text(page)).SelectMany(static match =>
        match.Groups["block"] is { Success: true } block ? block.Value.Split('\n') : [match.Groups["inline"].Value.ReplaceLineEndings(" ")]);

    private static string Text(string page) => File.ReadAllText(RepositoryRoot.Combine(page));

    [GeneratedRegex("```[a-z]*\n(?<block>.*?)```|`(?<inline>[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.Singleline, Patience)]
    private static partial Regex Fragment();

    [GeneratedRegex("""^(?:[^\s!#]*/|.*\s[^\s!]*/)?bridges (?<words>[a-z][^#|;]*)""", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"^(?<key>[a-z_]+(\.[a-z_]+)+)(:\s.*)?$", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Key();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<path>[^)#]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Link();
}
