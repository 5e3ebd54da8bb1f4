namespace Bridges.Host.Configuration;

/// <summary>The configuration cannot be used; carries everything that is wrong with it, not only the first thing.</summary>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public ConfigurationException(ConfigurationProblem problem)
        : this([problem])
    {
    }

    public IReadOnlyList<ConfigurationProblem> Problems { get; } = problems;
}
