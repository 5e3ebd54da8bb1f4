using System.Text;
using Bridges.Abstractions;

namespace Bridges.Documentation.Tests;

/// <summary>The table of what accounts of each network can do, from the interfaces that their classes have.</summary>
internal static class NetworkTable
{
    public static string Of(IReadOnlyList<IBridgeModule> modules)
    {
        var table = new StringBuilder();
        table.AppendJoin(" | ", ["| from Matrix to", .. modules.Select(module => module.Network.DisplayName)]).Append(" |\n");
        table.AppendJoin(" | ", ["| ---", .. modules.Select(_ => ":-:")]).Append(" |\n");
        foreach (var ability in Ability.All)
        {
            table.AppendJoin(" | ", [$"| {ability.Name}", .. modules.Select(module => Has(module, ability) ? "✔" : "–")]).Append(" |\n");
        }

        return table.ToString();
    }

    private static bool Has(IBridgeModule module, Ability ability) => module.GetType().Assembly.GetTypes()
        .Any(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IAccount)) && type.IsAssignableTo(ability.Interface));
}
