namespace Bridges.Host.Modules;

/// <summary>A module cannot be used; the rest of the host is not concerned.</summary>
/// <param name="mend">What to do about it.</param>
internal sealed class ModuleLoadException(string message, string mend, Exception? inner = null) : Exception(message, inner)
{
    public string Mend { get; } = mend;
}
