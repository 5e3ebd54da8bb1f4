using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Fields of the wire form that a test sets by hand, where the world has no notion of them.</summary>
internal static class RawFields
{
    private static readonly ConditionalWeakTable<object, JsonObject> Known = [];

    public static void Set(object owner, string? json)
    {
        if (json is null)
        {
            return;
        }

        var merged = Known.TryGetValue(owner, out var before) ? (JsonObject)before.DeepClone() : [];
        foreach (var (name, value) in JsonNode.Parse(json)!.AsObject())
        {
            merged[name] = value?.DeepClone();
        }

        Known.AddOrUpdate(owner, merged);
    }

    public static TlObject Apply(TlObject rendered, object owner)
    {
        if (!Known.TryGetValue(owner, out var fields))
        {
            return rendered;
        }

        foreach (var (name, node) in fields)
        {
            if (TlSchema.Instance[rendered.Name].Fields.FirstOrDefault(field => field.Name == name) is { } known)
            {
                rendered[name] = node is null ? null : Value(known.Type, node);
            }
        }

        return rendered;
    }

    public static TlObject Read(JsonNode node)
    {
        var source = node.AsObject();
        var value = new TlObject((string)source["_"]!);
        foreach (var field in TlSchema.Instance[value.Name].Fields)
        {
            if (source[field.Name] is { } given)
            {
                value[field.Name] = Value(field.Type, given);
            }
        }

        return value;
    }

    private static object? Value(TlType type, JsonNode node) => type.Kind switch
    {
        TlKind.Int => (int)node,
        TlKind.Long => (long)node,
        TlKind.Double => (double)node,
        TlKind.Text => (string)node!,
        TlKind.True or TlKind.Bool => (bool)node,
        TlKind.Bytes => Convert.FromBase64String((string)node!),
        TlKind.Vector when type.Element!.Kind == TlKind.Int => node.AsArray().Select(item => (int)item!).ToArray(),
        TlKind.Vector when type.Element!.Kind == TlKind.Long => node.AsArray().Select(item => (long)item!).ToArray(),
        TlKind.Vector => node.AsArray().Select(item => (TlObject)Value(type.Element!, item!)!).ToArray(),
        TlKind.Object => Read(node),
        _ => throw new InvalidOperationException($"{type.Kind} cannot be given"),
    };
}
