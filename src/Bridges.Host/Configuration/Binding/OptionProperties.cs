using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Bridges.Host.Configuration;

/// <summary>The keys that a section has: its settable properties, in snake_case.</summary>
internal static class OptionProperties
{
    public static IReadOnlyDictionary<string, PropertyInfo> Of(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && property.PropertyType != typeof(MappingNode))
            .ToDictionary(KeyOf, StringComparer.Ordinal);

    /// <summary>A property of type <see cref="MappingNode"/> takes the keys that are left, to be bound later; null where there is none.</summary>
    public static PropertyInfo? RestOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .FirstOrDefault(property => property.PropertyType == typeof(MappingNode));

    public static string KeyOf(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    public static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));
}
