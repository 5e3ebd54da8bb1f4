using System.Xml.Linq;
using Bridges.TestBeds;

namespace Bridges.Host.Tests.Architecture;

/// <summary>Who may know whom: the rules of the layout, read from the project files.</summary>
public sealed class ProjectReferencesTests
{
    private static readonly IReadOnlyDictionary<string, string[]> References = ReadReferences();

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Bridges.Abstractions"] = [],
        ["Bridges.Matrix"] = ["Bridges.Abstractions"],
        ["Bridges.Storage"] = ["Bridges.Abstractions"],
        ["Bridges.Engines"] = ["Bridges.Abstractions"],
        ["Bridges.Media"] = ["Bridges.Abstractions", "Bridges.Engines"],
        ["Bridges.MediaWorker"] = [],
        ["Bridges.Core"] = ["Bridges.Abstractions", "Bridges.Matrix", "Bridges.Media", "Bridges.Storage"],
        ["Bridges.Page"] = [],
        ["Bridges.Host"] = ["Bridges.Page", "Bridges.Core"],
    };

    [Fact]
    public void The_host_and_its_parts_refer_in_one_direction_only()
    {
        foreach (var (project, allowed) in Allowed)
        {
            Assert.True(References.ContainsKey(project), $"There is no project {project}.");
            Assert.All(References[project], reference => Assert.True(allowed.Contains(reference), $"{project} must not refer to {reference}."));
        }
    }

    [Fact]
    public void Every_project_under_src_has_its_rule() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), ProjectsUnder("src").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void Modules_know_the_contract_and_the_engines_only()
    {
        Assert.All(ProjectsUnder("bridges"), file => Assert.All(
            References[Path.GetFileNameWithoutExtension(file)],
            reference => Assert.True(reference is "Bridges.Abstractions" or "Bridges.Engines", $"{file} must not refer to {reference}.")));
    }

    [Fact]
    public void A_module_of_a_third_party_needs_the_contract_alone() =>
        Assert.Equal(["Bridges.Abstractions"], References["Bridges.SampleModule"]);

    [Fact]
    public void No_project_refers_to_itself_in_a_circle()
    {
        Assert.All(References.Keys, project => Assert.DoesNotContain(project, Reachable(project)));
    }

    private static HashSet<string> Reachable(string project)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(References[project]);
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var reference in References.GetValueOrDefault(next, []))
                {
                    open.Push(reference);
                }
            }
        }

        return seen;
    }

    private static Dictionary<string, string[]> ReadReferences() =>
        new[] { "src", "bridges", "tests" }.SelectMany(ProjectsUnder).ToDictionary(
            file => Path.GetFileNameWithoutExtension(file)!,
            file => XDocument.Load(file).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
                .ToArray(),
            StringComparer.Ordinal);

    private static IEnumerable<string> ProjectsUnder(string folder) =>
        Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*.csproj", SearchOption.AllDirectories);
}
