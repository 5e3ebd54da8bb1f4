using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Bridges.Matrix;

/// <summary>Registrations as the YAML documents that homeservers read.</summary>
public static class RegistrationYaml
{
    private const int DeepestNesting = 32;

    /// <param name="registration">What to write.</param>
    /// <param name="comment">Lines for the head of the document, for the person who opens it.</param>
    public static string Write(Registration registration, string comment)
    {
        var yaml = new StringBuilder();
        foreach (var line in comment.ReplaceLineEndings("\n").Split('\n'))
        {
            yaml.Append(line.Length == 0 ? "#" : "# ").Append(line).Append('\n');
        }

        yaml.Append("id: ").Append(Quote(registration.Id)).Append('\n');
        yaml.Append(registration.Url is null ? "# No address: no events are sent to this one.\n" : "# Where the homeserver reaches the application service.\n");
        yaml.Append("url: ").Append(registration.Url is { } url ? Quote(url.GetLeftPart(UriPartial.Path).TrimEnd('/')) : "null").Append('\n');
        yaml.Append("# Secrets: whoever knows as_token can act as every user below.\n");
        yaml.Append("as_token: ").Append(Quote(registration.AsToken)).Append('\n');
        yaml.Append("hs_token: ").Append(Quote(registration.HsToken)).Append('\n');
        yaml.Append("sender_localpart: ").Append(Quote(registration.SenderLocalpart)).Append('\n');
        yaml.Append("rate_limited: ").Append(Bool(registration.RateLimited)).Append('\n');
        yaml.Append("namespaces:\n");
        AppendNamespaces(yaml, "users", registration.Users);
        AppendNamespaces(yaml, "aliases", registration.Aliases);
        AppendNamespaces(yaml, "rooms", registration.Rooms);
        if (registration.ReceiveEphemeral)
        {
            yaml.Append("# Typing and read receipts: the specification's key, and the one homeservers had before v1.13.\n");
            yaml.Append("receive_ephemeral: true\n");
            yaml.Append("de.sorunome.msc2409.push_ephemeral: true\n");
        }

        return yaml.ToString();
    }

    /// <exception cref="FormatException">It is no registration; the message says where and why.</exception>
    public static Registration Read(string yaml)
    {
        try
        {
            CheckNesting(yaml);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? new RegistrationNode(root).ToRegistration()
                : throw new FormatException("A registration is one YAML document with keys such as 'id' and 'as_token'.");
        }
        catch (YamlException malformed)
        {
            throw new FormatException($"The registration is not YAML, line {malformed.Start.Line}: {malformed.Message}", malformed);
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or ArgumentException or OverflowException)
        {
            // The scanner's answers to a bracket that is never closed, and to numbers of characters that do not exist.
            throw new FormatException("The registration is not YAML: a bracket or quote is not closed, or a number behind a backslash is wrong.", malformed);
        }
    }

    /// <summary>A tree is built by recursion: one that is nested too deeply would end the program.</summary>
    private static void CheckNesting(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestNesting || parser.Current is AnchorAlias)
            {
                throw new FormatException($"The registration is nested too deeply or refers to itself (line {parser.Current.Start.Line}).");
            }
        }
    }

    private static void AppendNamespaces(StringBuilder yaml, string kind, IReadOnlyList<RegistrationNamespace> namespaces)
    {
        yaml.Append("  ").Append(kind).Append(namespaces.Count == 0 ? ": []\n" : ":\n");
        foreach (var entry in namespaces)
        {
            yaml.Append("    - regex: ").Append(Quote(entry.Regex)).Append('\n');
            yaml.Append("      exclusive: ").Append(Bool(entry.Exclusive)).Append('\n');
        }
    }

    // Within single quotes, YAML gives no visible character but the quote a meaning: right for regular expressions. Line ends
    // and the like are lost there; for those, JSON's texts are YAML's too.
    private static string Quote(string text) => text.All(static character => character is >= ' ' and <= '~')
        ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"
        : $"\"{JsonEncodedText.Encode(Surrogates.Repair(text))}\"";

    private static string Bool(bool value) => value ? "true" : "false";
}
