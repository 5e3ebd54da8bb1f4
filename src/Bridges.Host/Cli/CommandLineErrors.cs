using System.CommandLine;
using Bridges.Host.Configuration;

namespace Bridges.Host.Cli;

/// <summary>What is wrong with a command line, in few lines: which word, which one may have been meant, and where help is.</summary>
internal static class CommandLineErrors
{
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(parsed);
        var problems = parsed.UnmatchedTokens.Count > 0
            ? [.. parsed.UnmatchedTokens.Select(word => Unknown(word, command, path))]
            : command is { Action: null, Subcommands.Count: > 0 }
                ? [$"'{path}' needs one of its commands: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}."]
                : parsed.Errors.Select(error => error.Message).Distinct().ToArray();
        return [.. problems, $"'{path} --help' says more."];
    }

    private static string Unknown(string word, Command command, string path)
    {
        if (word.StartsWith('-'))
        {
            var options = OptionsOf(command).Select(static option => option.Name).ToArray();
            return $"'{path}' has no option '{word}'.{Nearest(word, options)}";
        }

        return command.Subcommands.Count > 0
            ? $"'{path}' has no command '{word}'.{Nearest(word, [.. command.Subcommands.Select(static sub => sub.Name)])}"
            : $"'{word}' is one word too many for '{path}'.";
    }

    private static string Nearest(string word, IReadOnlyCollection<string> names)
    {
        // Names are compared as keys of the configuration are, in which no '-' stands.
        var written = names.ToDictionary(static name => name.TrimStart('-').Replace('-', '_'), StringComparer.Ordinal);
        return NearestName.Find(word.TrimStart('-'), written.Keys) is { } nearest ? $" Did you mean '{written[nearest]}'?" : "";
    }

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(static parent => parent.Options).Where(static option => option.Recursive));

    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, result.Command is RootCommand ? ProductName : result.Command.Name);
        }

        return string.Join(' ', names);
    }

    // The root is called after the file that runs, which in tests is another.
    private const string ProductName = "bridges";
}
