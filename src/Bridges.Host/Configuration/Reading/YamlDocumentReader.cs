using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Bridges.Host.Configuration;

/// <summary>
/// Reads one YAML document into nodes. Only what a configuration needs: sections, lists and values. Anchors, aliases and
/// tags are refused, so no small file can grow into a large tree.
/// </summary>
internal sealed class YamlDocumentReader
{
    private const int MaximumDepth = 32;
    private const int MaximumLength = 1024 * 1024;
    private const string TypographicQuotes = "‘’‚“”„«»";

    private readonly string _source;
    private readonly Parser _parser;

    private YamlDocumentReader(string text, string source)
    {
        _source = source;
        _parser = new Parser(new StringReader(text));
    }

    /// <param name="source">What to call the text in error messages.</param>
    /// <exception cref="ConfigurationException">The text is no YAML, or uses more of YAML than is taken here.</exception>
    public static MappingNode Read(string text, string source)
    {
        if (text.Length > MaximumLength)
        {
            throw new ConfigurationException(new ConfigurationProblem(new(source), "", "is longer than a megabyte; this is no configuration."));
        }

        var reader = new YamlDocumentReader(text, source);
        if (LineWithStrangeBlank(text) is > 0 and var strange)
        {
            throw reader.Invalid(strange, "a blank at the beginning of the line is another character than the blank of the keyboard (as copied from a web page or a word processor). Write the indentation anew.");
        }

        var tab = LineWithTab(text);
        try
        {
            return reader.ReadDocument();
        }
        catch (Exception exception) when (tab > 0 && exception is YamlException or InvalidOperationException)
        {
            // Told at its own line: the scanner notices at some later one, and says other things of it.
            throw reader.Invalid(tab, "a tab stands at the beginning of the line. Indent with blanks.");
        }
        catch (YamlException exception) when (TextAt(text, exception.Start) is ['@', ..] name)
        {
            throw reader.Invalid(exception.Start.Line, $"a text that begins with @ must stand in quotes, such as \"{name.Split(' ', ':')[0]}:example.org\".");
        }
        catch (YamlException exception) when (YamlSlips.Find(text, exception.Start.Line) is { } slip)
        {
            throw reader.Invalid(slip.Line, slip.Message);
        }
        catch (YamlException exception)
        {
            throw reader.Invalid(exception.Start.Line, (exception.InnerException ?? exception).Message);
        }
        catch (InvalidOperationException)
        {
            // The scanner's answer to a bracket that is never closed.
            throw reader.Invalid(reader._parser.Current?.Start.Line ?? 1, "a bracket or quote is not closed.");
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException or FormatException)
        {
            // The scanner's answers to numbers that are none: of characters, as in "\UFFFFFFFF", and of YAML's own versions.
            throw reader.Invalid(reader._parser.Current?.Start.Line ?? 1, "a number behind a backslash or '%' is wrong.");
        }
    }

    /// <summary>The first line that is indented with a tab, counted from 1; 0 where there is none.</summary>
    private static int LineWithTab(string text)
    {
        var lines = text.Split('\n');
        return Array.FindIndex(lines, line => line.AsSpan().TrimStart(' ').StartsWith("\t") && !line.AsSpan().Trim().IsEmpty) + 1;
    }

    /// <summary>YAML takes such a blank for the first letter of the key.</summary>
    private static int LineWithStrangeBlank(string text) =>
        Array.FindIndex(text.Split('\n'), line => line.TrimStart(' ', '\t', '\r') is [var first, ..] && first > '\x7f' && (char.IsWhiteSpace(first) || first is '\u200b' or '\u2060' or '\ufeff')) + 1;

    private static string TextAt(string text, Mark place) => place.Line >= 1 && text.Split('\n') is var lines && place.Line <= lines.Length && lines[place.Line - 1] is var line && place.Column >= 1 && place.Column <= line.Length
        ? line[(int)(place.Column - 1)..]
        : "";

    private MappingNode ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return new MappingNode(new(_source), []);
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode(depth: 0);
        _parser.Consume<DocumentEnd>();
        if (!_parser.TryConsume<StreamEnd>(out _))
        {
            throw Refuse(_parser.Current!, "a second document begins here; a configuration is one document.");
        }

        return root switch
        {
            MappingNode mapping => mapping,
            ScalarNode { IsEmpty: true } => new MappingNode(new(_source), []),
            _ => throw new ConfigurationException(new ConfigurationProblem(root.Location, "", "must consist of keys with values, such as 'homeserver:'.")),
        };
    }

    private ConfigurationNode ReadNode(int depth)
    {
        var current = _parser.Current ?? throw new YamlException("The document ends too early.");
        if (depth > MaximumDepth)
        {
            throw Refuse(current, "is nested too deeply.");
        }

        if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Refuse(current, "anchors (&) and aliases (*) are not taken here; put a text that begins with one of them in quotes.");
        }

        if (current is NodeEvent { Tag.IsEmpty: false })
        {
            throw Refuse(current, "tags (!) are not taken here; put a text that begins with '!' in quotes.");
        }

        return current switch
        {
            Scalar => ReadScalar(),
            MappingStart => ReadMapping(depth),
            SequenceStart => ReadSequence(depth),
            _ => throw Refuse(current, "a value was expected here."),
        };
    }

    private ScalarNode ReadScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        if (scalar is { Style: ScalarStyle.Plain, Value: [var first, ..] } && TypographicQuotes.Contains(first, StringComparison.Ordinal))
        {
            throw Refuse(scalar, $"a text begins with {first}, as word processors and phones write quotation marks. Write ' or \" on both sides of it.");
        }

        return new ScalarNode(Locate(scalar), scalar.Value, scalar.Style is not ScalarStyle.Plain);
    }

    private MappingNode ReadMapping(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<MappingEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadNode(depth + 1) is not ScalarNode key)
            {
                throw Refuse(start, "a key must be a single word.");
            }

            if (!keys.Add(key.Text))
            {
                throw new ConfigurationException(new ConfigurationProblem(key.Location, key.Text, "is given twice in this section."));
            }

            entries.Add(new MappingEntry(key.Text, key.Location, ReadNode(depth + 1)));
        }

        return new MappingNode(Locate(start), entries);
    }

    private SequenceNode ReadSequence(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<ConfigurationNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new SequenceNode(Locate(start), items);
    }

    private ConfigurationLocation Locate(ParsingEvent parsingEvent) => new(_source, (int)parsingEvent.Start.Line);

    private ConfigurationException Refuse(ParsingEvent parsingEvent, string message) =>
        new(new ConfigurationProblem(Locate(parsingEvent), "", message));

    private ConfigurationException Invalid(long line, string message) =>
        new(new ConfigurationProblem(new(_source, (int)Math.Max(1, line)), "", $"is not valid YAML: {message}"));
}
