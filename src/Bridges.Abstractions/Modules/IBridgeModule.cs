namespace Bridges.Abstractions;

/// <summary>
/// The entry of a module: one public class with a parameterless constructor in the assembly that the folder's only
/// <c>*.deps.json</c> names. It only describes and creates; nothing runs before <see cref="INetwork.StartAsync"/>.
/// </summary>
public interface IBridgeModule
{
    NetworkDescription Network { get; }

    /// <summary>
    /// The type that the module's section of the configuration is bound to: a class or record with a parameterless
    /// constructor and settable properties, whose names in snake_case are the keys. An unknown key is an error.
    /// </summary>
    Type OptionsType { get; }

    /// <exception cref="ModuleConfigurationException">The options cannot work; says which key and why.</exception>
    INetwork Create(IModuleHost host, object options);
}
