using Bridges.Host.Configuration;

namespace Bridges.Host.Tests.Configuration;

public sealed class StrictBinderTests
{
    private sealed class Options
    {
        public string Text { get; set; } = "default";

        public int? Number { get; set; }

        public TimeSpan Patience { get; set; }

        public IReadOnlyList<string> Names { get; set; } = [];

        public int[] Numbers { get; set; } = [];

        public Dictionary<string, Inner> Inners { get; set; } = [];

        public required string Needed { get; init; }
    }

    private sealed record Inner
    {
        public double Share { get; init; }
    }

    [Fact]
    public void Every_supported_form_is_bound()
    {
        var options = Bind("""
            text: "true"
            number: -3
            patience: 90s
            names: [a, "b c"]
            numbers:
              - 1
              - 2
            inners: {first: {share: 0.5}, second: }
            needed: x
            """);

        Assert.Equal(("true", -3, TimeSpan.FromSeconds(90)), (options.Text, options.Number, options.Patience));
        Assert.Equal(["a", "b c"], options.Names);
        Assert.Equal([1, 2], options.Numbers);
        Assert.Equal(0.5, options.Inners["first"].Share);
        Assert.Equal(0, options.Inners["second"].Share);
    }

    [Fact]
    public void An_empty_value_leaves_the_default()
    {
        Assert.Equal("default", Bind("text:\nneeded: x").Text);
    }

    [Theory]
    [InlineData("number: 1.5", "x:1: number: must be a whole number.")]
    [InlineData("number: 99999999999", "x:1: number: must be a whole number.")]
    [InlineData("number: [1]", "x:1: number: must be a whole number.")]
    [InlineData("patience: 5 weeks", "x:1: patience: must be a duration such as 30s, 15m, 12h or 7d.")]
    [InlineData("names: a", "x:1: names: must be a list.")]
    [InlineData("numbers: [1, b]", "x:1: numbers[1]: must be a whole number.")]
    [InlineData("inners: [a]", "x:1: inners: must be a section with keys.")]
    [InlineData("inners: {a: b}", "x:1: inners.a: must be a section with keys, or {} where none is needed.")]
    [InlineData("inners: {a: {shore: 1}}", "x:1: inners.a.shore: there is no such key. Did you mean 'share'?")]
    public void A_wrong_form_is_told_with_its_key_and_line(string yaml, string problem)
    {
        var problems = new ConfigurationProblems();
        new StrictBinder(problems).BindSection(typeof(Options), YamlDocumentReader.Read(yaml + "\nneeded: x", "x"), "");

        Assert.Equal([problem], problems.All.Select(item => item.ToString()));
    }

    private static Options Bind(string yaml)
    {
        var problems = new ConfigurationProblems();
        var options = (Options)new StrictBinder(problems).BindSection(typeof(Options), YamlDocumentReader.Read(yaml, "x"), "");
        problems.ThrowIfAny();
        return options;
    }
}
