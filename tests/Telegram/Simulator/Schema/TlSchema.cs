using System.Globalization;

namespace Bridges.Telegram.Simulator.Schema;

/// <summary>The part of layer 227 that the simulator speaks, read from the definitions beside this class.</summary>
internal sealed class TlSchema
{
    public const string Vector = "vector";
    public const uint VectorId = 0x1cb5c415;
    public const uint TrueId = 0x997275b5;
    public const uint FalseId = 0xbc799737;

    private readonly Dictionary<uint, TlConstructor> byId = [];
    private readonly Dictionary<string, TlConstructor> byName = new(StringComparer.Ordinal);

    private TlSchema()
    {
        var assembly = typeof(TlSchema).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".tl", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
                {
                    Add(Parse(line));
                }
            }
        }
    }

    public static TlSchema Instance { get; } = new();

    public IReadOnlyCollection<TlConstructor> Constructors => byName.Values;

    public TlConstructor this[string name] =>
        byName.TryGetValue(name, out var constructor) ? constructor : throw new InvalidOperationException($"the schema has no {name}");

    public TlConstructor? Find(uint id) => byId.GetValueOrDefault(id);

    private static TlConstructor Parse(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (name, id) = Cut(parts[0], '#');
        return new TlConstructor(name, uint.Parse(id, NumberStyles.HexNumber), [.. parts.Skip(1).Select(ParseField)]);
    }

    private static TlField ParseField(string text)
    {
        var (name, type) = Cut(text, ':');
        if (!type.Contains('?', StringComparison.Ordinal))
        {
            return new TlField(name, TlType.Parse(type), null, 0);
        }

        var (condition, optional) = Cut(type, '?');
        var (flags, bit) = Cut(condition, '.');
        return new TlField(name, TlType.Parse(optional), flags, int.Parse(bit));
    }

    private static (string Left, string Right) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return (text[..index], text[(index + 1)..]);
    }

    /// <summary>Each file leaves out the optional fields that its own calls never carry; of two forms of one constructor the fuller one counts.</summary>
    private void Add(TlConstructor constructor)
    {
        if (byName.TryGetValue(constructor.Name, out var known) && (known.Id != constructor.Id || known.Fields.Count >= constructor.Fields.Count))
        {
            _ = known.Id == constructor.Id ? known : throw new InvalidDataException($"{constructor.Name} has two ids");
            return;
        }

        byId[constructor.Id] = constructor;
        byName[constructor.Name] = constructor;
    }
}
