using Bridges.Host.Configuration;
using FsCheck;
using FsCheck.Xunit;

namespace Bridges.Host.Tests.Configuration;

public sealed class YamlDocumentReaderTests
{
    [Theory]
    [InlineData("a: 1\na: 2", "x:2: a: is given twice in this section.")]
    [InlineData("a: &anchor 1\nb: *anchor", "x:1: anchors (&) and aliases (*) are not taken here; put a text that begins with one of them in quotes.")]
    [InlineData("a: !!int 1", "x:1: tags (!) are not taken here; put a text that begins with '!' in quotes.")]
    [InlineData("- a", "x:1: must consist of keys with values, such as 'homeserver:'.")]
    [InlineData("a: 1\n---\nb: 1", "x:2: a second document begins here; a configuration is one document.")]
    public void More_of_YAML_than_a_configuration_needs_is_refused(string text, string problem)
    {
        var exception = Assert.Throws<ConfigurationException>(() => YamlDocumentReader.Read(text, "x"));

        Assert.Equal(problem, exception.Message);
    }

    [Fact]
    public void Broken_YAML_is_told_with_its_line()
    {
        var exception = Assert.Throws<ConfigurationException>(() => YamlDocumentReader.Read("a: 1\nb: [1, 2\nc: 3", "x"));

        Assert.Matches("^x:[23]: is not valid YAML: ", exception.Message);
    }

    [Theory]
    [InlineData("a:\n  b: 1\n    c: 2", "x:3: is not valid YAML: 'c' is indented more than 'b' in line 2, which has a value already: keys of one section begin exactly below each other.")]
    [InlineData("a:\n  b: 1\nc: 2\n  # of it\n\n  d: 3", "x:6: is not valid YAML: 'd' is indented more than 'c' in line 3, which has a value already: keys of one section begin exactly below each other.")]
    [InlineData("a:\n  b: 1\n c: 2", "x:3: is not valid YAML: 'c' begins in another column than the keys above it: those of one section begin exactly below each other.")]
    [InlineData("a:\r\n  'b:c': 1\r\n \"d\":\r\n", "x:3: is not valid YAML: 'd' begins in another column than the keys above it: those of one section begin exactly below each other.")]
    [InlineData("a:\n  b:1\n  c: 2", "x:2: is not valid YAML: a blank is missing behind the colon of 'b'.")]
    [InlineData("a:\n  b: 'hidden\n  c: 'd'\n  e: 'f'", "x:2: is not valid YAML: the quote ' that begins the value of 'b' is not closed.")]
    [InlineData("a:\n  b: 1\n  - hidden: 1\n", "x:3: is not valid YAML: begins with '-', as items of a list do, and stands among keys with values. Write it as they are written.")]
    public void A_slip_is_told_at_its_own_line_in_plain_words(string text, string problem)
    {
        var exception = Assert.Throws<ConfigurationException>(() => YamlDocumentReader.Read(text, "x"));

        Assert.Equal(problem, exception.Message);
    }

    [Fact]
    public void Quotation_marks_of_a_word_processor_are_told_without_what_stands_in_them()
    {
        var exception = Assert.Throws<ConfigurationException>(() => YamlDocumentReader.Read("a: 1\nb: “hidden”", "x"));

        Assert.Equal("x:2: a text begins with “, as word processors and phones write quotation marks. Write ' or \" on both sides of it.", exception.Message);
    }

    [Fact]
    public void A_tab_is_told_at_its_own_line()
    {
        var exception = Assert.Throws<ConfigurationException>(() => YamlDocumentReader.Read("a:\n  b: 1\n\tc: 2\nd: 3", "x"));

        Assert.Equal("x:3: is not valid YAML: a tab stands at the beginning of the line. Indent with blanks.", exception.Message);
    }

    [Fact]
    public void A_deeply_nested_text_is_refused()
    {
        Assert.Throws<ConfigurationException>(() => YamlDocumentReader.Read(string.Concat(Enumerable.Repeat("{a: ", 5000)), "x"));
        Assert.Throws<ConfigurationException>(() => YamlDocumentReader.Read(string.Concat(Enumerable.Repeat("- ", 5000)), "x"));
    }

    [Property(MaxTest = 500)]
    public void Any_text_is_read_or_refused_but_never_crashes(NonNull<string> text) => ReadAnything(text.Get);

    [Property(MaxTest = 500)]
    public void Any_arrangement_of_YAML_signs_is_read_or_refused_but_never_crashes(byte[] choices) =>
        ReadAnything(string.Concat(choices.Select(choice => Fragments[choice % Fragments.Length])));

    private static readonly string[] Fragments =
    [
        "homeserver", "url", "networks", "permissions", "database", "sqlite:", ": ", ":", "\n", "\n  ", "- ", "[", "]", "{", "}", ", ", "&a ", "*a", "!t ",
        "\"", "'", "\\0", "\0", "|", ">", "#", "%", "@", "---\n", "...\n", "true", "null", "~", "1e999", "\t", "\ud800", "é", "? ", "<<",
    ];

    private static void ReadAnything(string text)
    {
        try
        {
            ConfigurationText.Read(text);
        }
        catch (ConfigurationException exception)
        {
            Assert.NotEmpty(exception.Problems);
        }

        try
        {
            ConfigurationText.Read(ConfigurationText.Valid + text);
        }
        catch (ConfigurationException exception)
        {
            Assert.NotEmpty(exception.Problems);
        }
    }
}
