namespace Bridges.Telegram.Simulator.Schema;

/// <summary>One value of the wire language: a constructor's name and its fields.</summary>
internal sealed class TlObject(string name)
{
    private readonly Dictionary<string, object?> fields = new(StringComparer.Ordinal);

    /// <summary>The constructor's name, for example <c>updateNewMessage</c>.</summary>
    public string Name { get; } = name;

    public IReadOnlyDictionary<string, object?> Fields => fields;

    public object? this[string field]
    {
        get => fields.GetValueOrDefault(field);
        set => fields[field] = value;
    }

    public static TlObject Bool(bool value) => new(value ? "boolTrue" : "boolFalse");

    /// <summary>A bare list as a call's whole result.</summary>
    public static TlObject Vector(IEnumerable<TlObject> items) => new(TlSchema.Vector) { ["items"] = items.ToArray() };

    public bool Has(string field) => fields.GetValueOrDefault(field) is not null;

    public bool Flag(string field) => fields.GetValueOrDefault(field) is true;

    public int Int(string field) => fields.GetValueOrDefault(field) is int value ? value : 0;

    public long Long(string field) => fields.GetValueOrDefault(field) is long value ? value : 0;

    public string Text(string field) => fields.GetValueOrDefault(field) as string ?? "";

    public byte[] Bytes(string field) => fields.GetValueOrDefault(field) as byte[] ?? [];

    /// <exception cref="InvalidDataException">The field is not there.</exception>
    public TlObject Object(string field) =>
        fields.GetValueOrDefault(field) as TlObject ?? throw new InvalidDataException($"{Name} has no {field}");

    public IReadOnlyList<TlObject> Objects(string field) => List<TlObject>(field);

    public IReadOnlyList<int> Ints(string field) => List<int>(field);

    public IReadOnlyList<long> Longs(string field) => List<long>(field);

    public override string ToString() => Name;

    private T[] List<T>(string field) => fields.GetValueOrDefault(field) is IEnumerable<object?> list
        ? [.. list.Cast<T>()]
        : fields.GetValueOrDefault(field) as T[] ?? [];
}
