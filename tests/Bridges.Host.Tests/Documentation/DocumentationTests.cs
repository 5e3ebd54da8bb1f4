using System.CommandLine;
using Bridges.Host.Cli;
using Bridges.Host.Configuration;
using Bridges.TestBeds;

namespace Bridges.Host.Tests.Documentation;

/// <summary>What the documentation names is there.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Pages => [.. WrittenWords.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_are_understood(string page)
    {
        var root = CommandLine.Create();
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };

        // What an option or a command still needs is not said everywhere.
        Assert.All(WrittenWords.CommandsIn(page), words =>
            Assert.Empty(root.Parse(words.Split([' ', '[', ']'], StringSplitOptions.RemoveEmptyEntries), configuration).UnmatchedTokens));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Keys_of_the_configuration_exist(string page)
    {
        var sections = OptionProperties.Of(typeof(BridgesConfiguration)).Keys;

        var keys = WrittenWords.KeysIn(page).Where(key => sections.Contains(key.Split('.')[0]) && !key.EndsWith(".yaml", StringComparison.Ordinal));

        Assert.All(keys, key => Assert.True(Exists(key), $"There is no key {key}."));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page) =>
        Assert.All(WrittenWords.LinksIn(page), path => Assert.True(Path.Exists(RepositoryRoot.Combine(path)), $"{path} is not there."));

    [Fact]
    public void There_is_something_to_look_at()
    {
        Assert.Contains("db copy --to DATABASE", WrittenWords.Pages.SelectMany(WrittenWords.CommandsIn));
        Assert.Contains("init", WrittenWords.CommandsIn("README.md"));
        Assert.Contains("page.client_url", WrittenWords.KeysIn("docs/page.md"));
        Assert.Contains("docs/stack.md", WrittenWords.LinksIn("README.md"));
    }

    private static bool Exists(string key)
    {
        var type = typeof(BridgesConfiguration);
        foreach (var part in key.Split('.'))
        {
            // What stands in a dictionary is named by whoever writes the configuration, or by a module.
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            {
                return true;
            }

            if (!OptionProperties.Of(type).TryGetValue(part, out var property))
            {
                return false;
            }

            type = property.PropertyType;
        }

        return true;
    }
}
