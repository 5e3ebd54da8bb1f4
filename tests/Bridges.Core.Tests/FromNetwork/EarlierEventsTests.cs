using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bridges.Core.JournalRows;

namespace Bridges.Core.Tests.FromNetwork;

/// <summary>Rows of the journal that an earlier version wrote lack what was added since. A generated reader gives that no default of its own.</summary>
public sealed class EarlierEventsTests
{
    private static readonly JsonSerializerOptions _generated = new() { TypeInfoResolver = JournaledRemoteEventJson.Default.WithAddedModifier(RequireNothing) };

    /// <summary>A reader that is not generated leaves alone what it does not find.</summary>
    private static readonly JsonSerializerOptions _careful = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireNothing } } };

    [Fact]
    public void What_an_earlier_version_did_not_write_is_what_it_is_by_default()
    {
        var wrong = Written().SelectMany(Differences).ToList();

        Assert.True(wrong.Count == 0, $"Write 'init => field = value ?? default' there: {string.Join(", ", wrong)}");
    }

    /// <summary>All classes of which rows consist.</summary>
    private static IEnumerable<Type> Written() => typeof(JournaledRemoteEventJson).GetProperties()
        .Select(property => property.GetValue(JournaledRemoteEventJson.Default)).OfType<JsonTypeInfo>()
        .Where(type => type is { Kind: JsonTypeInfoKind.Object, Type.IsAbstract: false, Type.IsClass: true })
        .Select(type => type.Type);

    private static IEnumerable<string> Differences(Type type)
    {
        var (read, expected) = (JsonSerializer.Deserialize("{}", type, _generated), JsonSerializer.Deserialize("{}", type, _careful));
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.GetValue(expected) is not null && property.GetValue(read) is null)
            .Select(property => $"{type.Name}.{property.Name}");
    }

    private static void RequireNothing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired = false;
        }
    }
}
