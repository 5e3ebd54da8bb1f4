using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Bridges.Host.Configuration;

/// <summary>
/// Binds sections to classes by their properties' names in snake_case. An unknown key, a missing required one and a
/// value of the wrong type are problems with a place; what is in order is bound all the same, so that one run tells
/// every problem. Messages name keys, never values.
/// </summary>
internal sealed partial class StrictBinder(ConfigurationProblems problems)
{
    /// <summary>At the end of an environment variable's key: the value is in the file of that name.</summary>
    public const string FileSuffix = "_file";

    private const string Networks = "networks";

    private const int LongestSecretFile = 64 * 1024;

    /// <summary>Binds a section. What could not be bound keeps its default and is told as a problem.</summary>
    public object BindSection(Type type, MappingNode section, string path)
    {
        var instance = Activator.CreateInstance(type)
            ?? throw new InvalidOperationException($"{type} cannot be created.");
        var properties = OptionProperties.Of(type);
        var given = new Dictionary<PropertyInfo, ConfigurationLocation>();
        var rest = OptionProperties.RestOf(type);
        var left = new List<MappingEntry>();
        foreach (var entry in section.Entries)
        {
            if (rest is not null && !properties.ContainsKey(entry.Key))
            {
                left.Add(entry);
            }
            else if (Resolve(entry, properties, path) is var (property, node) && !IsEmpty(node))
            {
                BindProperty(instance, property, entry.Location, node, path, given);
            }
        }

        rest?.SetValue(instance, section with { Entries = left });
        foreach (var (key, _) in properties.Where(pair => OptionProperties.IsRequired(pair.Value) && !given.ContainsKey(pair.Value)))
        {
            problems.Add(section.Location, Join(path, key), "is missing.");
        }

        return instance;
    }

    private void BindProperty(
        object instance,
        PropertyInfo property,
        ConfigurationLocation location,
        ConfigurationNode node,
        string path,
        Dictionary<PropertyInfo, ConfigurationLocation> given)
    {
        var key = Join(path, OptionProperties.KeyOf(property));
        if (given.TryGetValue(property, out var earlier) && earlier.IsEnvironment && location.IsEnvironment)
        {
            problems.Add(location, key, $"is given twice: here and by {earlier}.");
            return;
        }

        given[property] = location;
        if (TryBind(property.PropertyType, node, key, out var value))
        {
            property.SetValue(instance, value);
        }
    }

    private (PropertyInfo Property, ConfigurationNode Node)? Resolve(
        MappingEntry entry, IReadOnlyDictionary<string, PropertyInfo> properties, string path)
    {
        if (properties.TryGetValue(entry.Key, out var property))
        {
            return (property, entry.Value);
        }

        if (entry.Location.IsEnvironment
            && entry.Value is ScalarNode file
            && entry.Key.EndsWith(FileSuffix, StringComparison.Ordinal)
            && properties.TryGetValue(entry.Key[..^FileSuffix.Length], out property))
        {
            return ReadFile(file, Join(path, entry.Key)) is { } content ? (property, content) : null;
        }

        problems.Add(entry.Location, Join(path, entry.Key), path.Length == 0 && entry.Value is MappingNode && NearestName.Find(entry.Key, [.. properties.Keys]) is null && properties.ContainsKey(Networks)
            ? $"there is no such section. Where a network is meant, write it below '{Networks}:', one level deeper."
            : $"there is no such key.{NearestName.Suggest(entry.Key, [.. properties.Keys])}");
        return null;
    }

    private ScalarNode? ReadFile(ScalarNode file, string key)
    {
        try
        {
            // Read piece by piece: what a device or a pipe holds is not told beforehand.
            using var reader = new StreamReader(file.Text);
            var text = new char[LongestSecretFile + 1];
            var length = reader.ReadBlock(text);
            if (length > LongestSecretFile)
            {
                problems.Add(file.Location, key, "the file is too long for a value.");
                return null;
            }

            return new ScalarNode(file.Location, new string(text, 0, length).TrimEnd('\r', '\n'), IsQuoted: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Not the exception's words: they repeat the path, and who confuses the two keys has put the secret itself there.
            problems.Add(file.Location, key, exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
                UnauthorizedAccessException => "the file may not be read by this user.",
                _ => "the file cannot be read.",
            });
            return null;
        }
    }

    private bool TryBind(Type type, ConfigurationNode node, string path, [NotNullWhen(true)] out object? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        value = ScalarConverter.For(type) is { } conversion ? BindScalar(conversion, node, path)
            : CollectionShape.Of(type) is { } shape ? BindCollection(shape, node, path)
            : BindObject(type, node, path);
        return value is not null;
    }

    private object? BindScalar(ScalarConversion conversion, ConfigurationNode node, string path)
    {
        if (node is ScalarNode { Location.IsEnvironment: false } variable && VariablePattern().IsMatch(variable.Text))
        {
            return Refuse(node, path, $"variables are not filled in here. Leave the key out and set {EnvironmentVariable.Of(path)} in the environment, or {EnvironmentVariable.Of(path)}_FILE to a file that holds the value.");
        }

        return (node is ScalarNode scalar ? conversion.Convert(scalar.Text) : null) ?? Refuse(node, path, $"must be {conversion.Expected}.");
    }

    private object? BindCollection(CollectionShape shape, ConfigurationNode node, string path)
    {
        if (shape.IsDictionary)
        {
            return node is MappingNode mapping ? BindDictionary(shape, mapping, path) : Refuse(node, path, "must be a section with keys.");
        }

        return node switch
        {
            SequenceNode sequence => BindList(shape, sequence.Items, path),
            // An environment variable has no lists: its items are parted by commas.
            ScalarNode { Location.IsEnvironment: true } scalar => BindList(shape, [.. Split(scalar)], path),
            _ => Refuse(node, path, "must be a list."),
        };
    }

    private object BindDictionary(CollectionShape shape, MappingNode mapping, string path)
    {
        var dictionary = shape.CreateDictionary();
        foreach (var entry in mapping.Entries)
        {
            var key = Join(path, entry.Key);
            if (TryBind(shape.ItemType, IsEmpty(entry.Value) && !shape.ItemIsScalar ? new MappingNode(entry.Location, []) : entry.Value, key, out var item))
            {
                dictionary[entry.Key] = item;
            }
        }

        return dictionary;
    }

    private object BindList(CollectionShape shape, IReadOnlyList<ConfigurationNode> nodes, string path)
    {
        var list = shape.CreateList();
        for (var index = 0; index < nodes.Count; index++)
        {
            if (TryBind(shape.ItemType, nodes[index], $"{path}[{index}]", out var item))
            {
                list.Add(item);
            }
        }

        return shape.Complete(list);
    }

    private object? BindObject(Type type, ConfigurationNode node, string path)
    {
        if (type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new InvalidOperationException($"The option '{path}' has the type {type}, which a configuration cannot be bound to.");
        }

        return node is MappingNode mapping ? BindSection(type, mapping, path) : Refuse(node, path, "must be a section with keys, or {} where none is needed.");
    }

    private object? Refuse(ConfigurationNode node, string path, string message)
    {
        problems.Add(node.Location, path, message);
        return null;
    }

    private static IEnumerable<ScalarNode> Split(ScalarNode scalar) =>
        scalar.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(item => scalar with { Text = item });

    private static bool IsEmpty(ConfigurationNode node) => node is ScalarNode { IsEmpty: true };

    [GeneratedRegex(@"\A(?:\$\{[^}]*\}|\$[A-Z_][A-Z0-9_]*|\{\{[^}]*\}\})\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariablePattern();

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
