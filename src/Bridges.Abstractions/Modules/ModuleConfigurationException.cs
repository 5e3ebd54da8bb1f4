namespace Bridges.Abstractions;

/// <summary>A module's options cannot work.</summary>
/// <param name="key">The key inside the module's section, in snake_case.</param>
public sealed class ModuleConfigurationException(string key, string message) : Exception(message)
{
    public string Key { get; } = key;
}
