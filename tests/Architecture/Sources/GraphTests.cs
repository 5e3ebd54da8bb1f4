namespace Bridges.Architecture.Tests.Sources;

public sealed class GraphTests
{
    [Fact]
    public void Those_who_reach_each_other_are_one_circle()
    {
        var graph = Of(("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("e", "a"));

        Assert.Equal(["a", "b", "c"], Assert.Single(graph.Circles()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_ladder_has_no_circle() =>
        Assert.Empty(Of(("a", "b"), ("a", "c"), ("b", "c"), ("a", "a")).Circles());

    private static Graph<string> Of(params (string User, string Used)[] edges)
    {
        var graph = new Graph<string>();
        foreach (var (user, used) in edges)
        {
            graph.Add(user, used);
        }

        return graph;
    }
}
