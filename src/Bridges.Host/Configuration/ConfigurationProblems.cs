namespace Bridges.Host.Configuration;

/// <summary>Collects what is wrong, so that it can all be told at once.</summary>
internal sealed class ConfigurationProblems
{
    private readonly List<ConfigurationProblem> _problems = [];

    public bool Any => _problems.Count > 0;

    public IReadOnlyList<ConfigurationProblem> All => _problems;

    public void Add(ConfigurationLocation location, string key, string message) => _problems.Add(new(location, key, message));

    /// <exception cref="ConfigurationException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new ConfigurationException(_problems);
        }
    }
}
