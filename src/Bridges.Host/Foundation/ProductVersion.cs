using System.Reflection;

namespace Bridges.Host;

/// <summary>Which version this program is.</summary>
internal static class ProductVersion
{
    /// <summary>Such as <c>0.1.0</c>; builds from a repository have the commit behind a plus sign.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
