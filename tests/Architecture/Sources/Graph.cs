namespace Bridges.Architecture.Tests.Sources;

/// <summary>Who uses whom.</summary>
internal sealed class Graph<T>
    where T : notnull
{
    private readonly Dictionary<T, HashSet<T>> _uses = [];

    public IEnumerable<T> Nodes => _uses.Keys;

    public IEnumerable<(T User, T Used)> Edges => _uses.SelectMany(node => node.Value.Select(used => (node.Key, used)));

    public void Add(T node) => _uses.TryAdd(node, []);

    public void Add(T user, T used)
    {
        Add(user);
        Add(used);
        if (!user.Equals(used))
        {
            _uses[user].Add(used);
        }
    }

    /// <summary>The nodes that reach each other, those in no circle left out.</summary>
    public IEnumerable<IReadOnlyList<T>> Circles()
    {
        var reached = Nodes.ToDictionary(node => node, Reachable);
        var seen = new HashSet<T>();
        foreach (var node in Nodes.Where(node => reached[node].Contains(node) && !seen.Contains(node)))
        {
            T[] circle = [.. Nodes.Where(other => reached[node].Contains(other) && reached[other].Contains(node))];
            seen.UnionWith(circle);
            yield return circle;
        }
    }

    private HashSet<T> Reachable(T from)
    {
        var seen = new HashSet<T>();
        var open = new Stack<T>(_uses[from]);
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var used in _uses[next])
                {
                    open.Push(used);
                }
            }
        }

        return seen;
    }
}
