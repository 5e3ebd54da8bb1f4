namespace Bridges.Telegram.Simulator.Schema;

/// <summary>A field's type.</summary>
internal sealed record TlType(TlKind Kind, TlType? Element = null, bool Bare = false)
{
    public static TlType Parse(string text)
    {
        if (text.StartsWith("Vector<", StringComparison.Ordinal) || text.StartsWith("vector<", StringComparison.Ordinal))
        {
            return new TlType(TlKind.Vector, Parse(text[7..^1]), Bare: text[0] == 'v');
        }

        return text switch
        {
            "#" => new TlType(TlKind.Flags),
            "true" => new TlType(TlKind.True),
            "int" => new TlType(TlKind.Int),
            "long" => new TlType(TlKind.Long),
            "double" => new TlType(TlKind.Double),
            "string" => new TlType(TlKind.Text),
            "bytes" => new TlType(TlKind.Bytes),
            "int128" => new TlType(TlKind.Int128),
            "int256" => new TlType(TlKind.Int256),
            "Bool" => new TlType(TlKind.Bool),
            "!X" => new TlType(TlKind.Rest),
            // A type's own name begins with a capital letter; a constructor's name means "without its id".
            _ => new TlType(TlKind.Object, Bare: char.IsLower(text[text.LastIndexOf('.') + 1])),
        };
    }
}
