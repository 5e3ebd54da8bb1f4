using Bridges.Abstractions;
using Bridges.Signal;
using Bridges.Telegram;
using Bridges.TestBeds;
using Bridges.WhatsApp;

namespace Bridges.Documentation.Tests;

public sealed class NetworksPageTests
{
    private const string Page = "docs/networks.md";
    private const string Begin = "<!-- the table follows from the code -->\n";
    private const string End = "<!-- end of the table -->";

    [Fact]
    public async Task The_page_of_networks_says_what_the_code_declares()
    {
        var page = await File.ReadAllTextAsync(RepositoryRoot.Combine(Page), TestContext.Current.CancellationToken);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;

        var expected = NetworkTable.Of([new TelegramModule(), new WhatsAppModule(), new SignalModule()]);

        Assert.True(expected == page[begin..page.IndexOf(End, StringComparison.Ordinal)], $"In {Page} must stand:\n{expected}");
    }

    [Fact]
    public void Every_ability_that_the_bridge_uses_has_its_row()
    {
        var named = Ability.All.Select(ability => ability.Interface).Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();
        var abilities = typeof(IAccount).Assembly.GetExportedTypes().Where(type => type is { IsInterface: true, Namespace: "Bridges.Abstractions" });
        Type[] others = [typeof(IAccountHost), typeof(ILogin), typeof(IBridgeModule), typeof(IModuleHost), typeof(INetwork), typeof(IDiagnosesItself), typeof(IMediaConverter),
            typeof(IHasLimits), typeof(IFetchesAvatars), typeof(IFetchesMedia), typeof(IListsChats), typeof(IOffersCommands), typeof(IProbesConnection), typeof(IChecksMessages), typeof(IReadsMessages), typeof(IChecksPins)];

        Assert.Empty(abilities.Except(others).Where(type => AbilitiesInUse.Names.Contains(type.Name) && !named.Contains(type)).Select(type => type.Name));
    }

    [Fact]
    public void No_row_promises_what_the_bridge_does_not_use()
    {
        Assert.Empty(Ability.All.Where(ability => !AbilitiesInUse.Names.Contains(ability.Interface.Name)).Select(ability => ability.Name));
    }
}
