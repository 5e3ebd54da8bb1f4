using System.Text.RegularExpressions;
using Bridges.Abstractions;
using Bridges.TestBeds;
using Bridges.WhatsApp.Accounts;
using Bridges.WhatsApp.Commands;

namespace Bridges.WhatsApp.Tests.Documentation;

/// <summary>docs/whatsapp.md says what the code does.</summary>
public sealed partial class PageTests
{
    private static string Page => File.ReadAllText(RepositoryRoot.Combine("docs", "whatsapp.md"));

    /// <summary>A row's beginning, and the ability without which nothing of it goes to WhatsApp.</summary>
    public static TheoryData<string, Type> Rows => new()
    {
        { "pictures, videos", typeof(ISends<ImageContent>) },
        { "albums", typeof(ISends<AlbumContent>) },
        { "locations, contacts", typeof(ISends<ContactsContent>) },
        { "live locations", typeof(ISends<LiveLocationContent>) },
        { "polls and votes", typeof(IVotesInPolls) },
        { "events", typeof(ISends<CalendarEventContent>) },
        { "messages of businesses", typeof(IPressesChoices) },
        { "read, delivery", typeof(ISendsReadReceipts) },
        { "groups: join by link", typeof(IJoinsChats) },
        { "channels", typeof(ILeavesChats) },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_the_table_says_can_be_sent_is_an_ability(string row, Type ability)
    {
        var cells = Page.Split('\n').Single(line => line.StartsWith($"| {row}", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);

        Assert.NotEqual("no", cells[3]);
        Assert.True(ability.IsAssignableFrom(typeof(WhatsAppAccount)));
    }

    [Fact]
    public void Every_command_and_no_other_is_described()
    {
        var described = Command().Matches(Page[Page.IndexOf("| --- | --- |\n| `event", StringComparison.Ordinal)..Page.IndexOf("## History", StringComparison.Ordinal)])
            .Select(found => found.Groups["name"].Value).Distinct(StringComparer.Ordinal);

        Assert.Equal(WhatsAppCommands.All.Select(command => command.Name).Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_option_is_described()
    {
        var options = typeof(WhatsAppOptions).GetProperties().Select(property => Upper().Replace(property.Name, match => $"{(match.Index > 0 ? "_" : "")}{match.Value.ToLowerInvariant()}"));

        Assert.All(options, option => Assert.Contains($"| `{option}` |", Page, StringComparison.Ordinal));
    }

    [GeneratedRegex("(?<=[|,] ?)`(?<name>[a-z-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();

    [GeneratedRegex("[A-Z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Upper();
}
